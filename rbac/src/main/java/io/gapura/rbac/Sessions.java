package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.Decision;
import io.gapura.filters.PerCaller;
import io.gapura.filters.RequestView;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a caller holds: its roles, those of them that are active, its scopes and its tenant. A caller that a
 * policy hands out again, as for a token that was seen before, is not looked at twice. Thread-safe.
 */
final class Sessions {
    private final Snapshot snapshot;
    private final @Nullable RoleActivation activation;
    private final PerCaller<Opened> kept = new PerCaller<>();

    /**
     * A session, and the caller who carries it.
     *
     * @param caller with its active roles and its tenant
     */
    record Opened(Caller caller, Session session) {}

    Sessions(Snapshot snapshot, @Nullable RoleActivation activation) {
        this.snapshot = snapshot;
        this.activation = activation;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Decides by a rule; an admitted caller goes on with its session, with the roles that it holds here and no others. */
    Decision decide(CompiledRule rule, RequestView request) {
        Caller caller = request.caller();
        if (caller.isAnonymous()) {
            return rule.decide(null, request);
        }
        Session carried = carried(caller);
        if (carried != null) {
            return rule.decide(carried, request);
        }
        Opened opened = open(request);
        RequestView known = request.withCaller(opened.caller());
        Decision decision = rule.decide(opened.session(), known);
        return decision instanceof Decision.Reject ? decision : Decision.proceed(known);
    }

    /** The session that a caller carries already; null: none, or one of another policy. */
    @Nullable
    Session carried(Caller caller) {
        Session session = caller.proofOrNull(Session.class);
        return session != null && session.isOf(snapshot) ? session : null;
    }

    /** A session for a caller who carries none; never for an anonymous one. */
    Opened open(RequestView request) {
        Caller caller = request.caller();
        if (caller.claims().isEmpty() || activation != null) {
            return opened(caller, request);
        }
        Opened known = kept.find(caller);
        if (known == null) {
            known = opened(caller, request);
            kept.keep(caller, known);
        }
        return known;
    }

    private Opened opened(Caller asking, RequestView request) {
        Caller caller = arrived(asking);
        Holding found = found(caller, request, false);
        Set<String> scopes = caller.isScoped() ? caller.scopes() : found.scopes();
        boolean limited = caller.isScoped() && snapshot.scopes().isCeiling();
        GrantsKey key =
                GrantsKey.of(found.roles().sorted(), limited ? snapshot.scopes().ceiling(scopes) : null);
        AccessReason refused = found.refused();
        Caller tenant = found.tenant() == null ? caller : caller.withTenant(found.tenant());
        if (activation != null && refused == null) {
            int[] chosen = chosen(tenant, key, request);
            key = chosen == null ? key : key.choosing(chosen);
            refused = chosen == null ? AccessReason.ACTIVATION_WIDENED : null;
        }
        Grants grants = snapshot.grants(key);
        Session session = new Session(snapshot, grants, caller, scopes, found.tenant(), refused);
        return new Opened(tenant.withRoles(grants.names()).withProof(session), session);
    }

    /** The caller as it came, whatever another policy has made of its roles and its tenant since. */
    private static Caller arrived(Caller caller) {
        Session session = caller.proofOrNull(Session.class);
        return session == null ? caller : session.arrived();
    }

    private Holding found(Caller caller, RequestView request, boolean explained) {
        boolean container = caller.mechanism().equals(CallerRoles.CONTAINER);
        ContainerCaller server = container ? request.peer().containerCaller().orElse(null) : null;
        return snapshot.callers().find(caller, caller.roles(), server, explained);
    }

    /** Where each role of a caller comes from. */
    Holding explained(RequestView request) {
        return found(arrived(request.caller()), request, true);
    }

    /** What the application makes active; null when that is a role which the caller does not hold. */
    private int @Nullable [] chosen(Caller caller, GrantsKey key, RequestView request) {
        long[] authorized = snapshot.roles().closure(key.roles());
        Caller holder = caller.withRoles(snapshot.roles().names(authorized));
        Ids chosen = new Ids();
        for (String name : Objects.requireNonNull(activation).active(holder, request.withCaller(holder))) {
            int role = snapshot.roles().find(name);
            if (role < 0 || !Bits.has(authorized, role)) {
                return null;
            }
            chosen.add(role);
        }
        return chosen.sorted();
    }
}
