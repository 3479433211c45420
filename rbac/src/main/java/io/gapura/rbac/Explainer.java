package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Explanation.Outcome;
import io.gapura.rbac.Explanation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recomputes a decision part by part, off the path of requests. Immutable and thread-safe. */
final class Explainer {
    private final Sessions sessions;
    private final Snapshot snapshot;
    private final String version;

    private Explainer(Sessions sessions, String version) {
        this.sessions = sessions;
        this.snapshot = sessions.snapshot();
        this.version = version;
    }

    static Explainer of(Sessions sessions, String version) {
        return new Explainer(sessions, version);
    }

    /**
     * A rule for a caller whose path and object are not known.
     *
     * @param byPath whether a path rule may decide as well
     */
    Explanation explain(Caller caller, Endpoint endpoint, CompiledRule rule, boolean byPath) {
        RequestView request = RequestView.get("/").withEndpoint(endpoint).withCaller(caller);
        Explained explained = new Explained(request, false, false);
        if (byPath && rule.kind() == Kind.UNCOVERED) {
            explained.add("path rules", "the path rule that matches", Outcome.DEPENDS, "on the path");
        } else {
            explained.rule(rule);
            if (byPath) {
                explained.add("path rules", "the path rule that matches, if any", Outcome.DEPENDS, "on the path");
            }
        }
        return explained.done(endpoint.id());
    }

    /**
     * Rules for a request, all of which must admit it.
     *
     * @param checking whether checks are asked
     */
    Explanation explain(RequestView request, List<CompiledRule> rules, boolean checking) {
        Explained explained = new Explained(request, true, checking);
        rules.forEach(explained::rule);
        return explained.done(request.endpoint().map(Endpoint::id).orElse("no endpoint"));
    }

    /** One explanation that is being put together. */
    private final class Explained {
        private final RequestView request;
        private final @Nullable Session session;
        private final boolean whole;
        private final boolean checking;
        private final List<Part> parts = new ArrayList<>();
        private final List<String> roles = new ArrayList<>();

        private Explained(RequestView asked, boolean whole, boolean checking) {
            this.whole = whole;
            this.checking = checking;
            if (asked.caller().isAnonymous()) {
                this.request = asked;
                this.session = null;
                return;
            }
            Session carried = sessions.carried(asked.caller());
            Sessions.Opened opened =
                    carried == null ? sessions.open(asked) : new Sessions.Opened(asked.caller(), carried);
            this.request = asked.withCaller(opened.caller());
            this.session = opened.session();
            roles(opened.session().grants());
        }

        private void roles(Grants grants) {
            roles.addAll(sessions.explained(request).ways(snapshot.roles(), grants.active()));
        }

        private void add(String rule, String asked, Outcome outcome, String detail) {
            parts.add(new Part(rule, asked, outcome, detail));
        }

        private void add(CompiledRule rule, String asked, boolean passes, String detail) {
            add(rule.words() + " at " + rule.place(), asked, passes ? Outcome.PASS : Outcome.FAIL, detail);
        }

        private void rule(CompiledRule rule) {
            AccessReason refused = session == null ? null : session.refused();
            if (refused != null) {
                add(rule, "a credential that is accepted", false, refused.word());
            }
            if (rule.kind() != Kind.CALLERS) {
                boolean open = rule.kind() == Kind.EVERYBODY;
                add(rule, open ? "public" : "nobody", open, open ? "" : closed(rule));
                return;
            }
            add(rule, "authenticated", session != null, "");
            if (session != null) {
                separations(rule, session.grants());
                gate(rule, session.grants());
                rule.clauses().forEach(clause -> clause(rule, clause, session.grants()));
                conditions(rule, session);
            }
        }

        private String closed(CompiledRule rule) {
            AccessReason reason = rule.reason(null);
            return reason == null ? "" : reason.word();
        }

        private void separations(CompiledRule rule, Grants grants) {
            Separated broken = grants.broken();
            if (broken != null) {
                add(rule, "separation " + broken.name(), false, "at most " + broken.max() + " of its roles");
            }
        }

        private void gate(CompiledRule rule, Grants grants) {
            List<String> wanted = new ArrayList<>();
            boolean holds = rule.anyRole().isEmpty();
            for (int role : rule.anyRole()) {
                wanted.add(snapshot.roles().name(role));
                holds |= Bits.has(grants.active(), role);
            }
            if (!wanted.isEmpty()) {
                add(rule, "role " + String.join(" or ", wanted), holds, "");
            }
        }

        private void clause(CompiledRule rule, PermissionClause clause, Grants grants) {
            List<String> details = new ArrayList<>();
            boolean holds = false;
            for (Permission permission : clause.permissions()) {
                holds |= grants.permits(permission);
                details.add(detail(permission, grants));
            }
            add(rule, "permission " + clause.words(), holds, String.join("; ", details));
        }

        private String detail(Permission permission, Grants grants) {
            long[] granting = snapshot.permissions().granted().ownersOf(permission);
            long[] denying = snapshot.permissions().denied().ownersOf(permission);
            Bits.keep(granting, grants.authorized());
            Bits.keep(denying, grants.authorized());
            String by = Bits.isEmpty(granting) ? "granted by none of the roles" : "granted by " + names(granting);
            if (!Bits.isEmpty(denying)) {
                by += ", denied to " + names(denying);
            }
            boolean heldBack = !Bits.isEmpty(granting) && Bits.isEmpty(denying) && !grants.permits(permission);
            return heldBack ? by + ", held back by the scopes of the token or by the activation" : by;
        }

        private String names(long[] set) {
            return String.join(
                    ", ", snapshot.roles().names(set).stream().sorted().toList());
        }

        private void conditions(CompiledRule rule, Session known) {
            for (Condition condition : rule.conditions()) {
                Demand demand = condition.demand();
                boolean open = demand instanceof Demand.Check && !checking || demand instanceof Demand.Tenant && !whole;
                if (open) {
                    add(rule.words() + " at " + rule.place(), demand.toString(), Outcome.DEPENDS, "on the object");
                } else {
                    Optional<Rejection> refusal = refusal(condition, known, rule);
                    add(
                            rule,
                            demand.toString(),
                            refusal.isEmpty(),
                            refusal.map(Rejection::reason).orElse(""));
                }
            }
        }

        private Optional<Rejection> refusal(Condition condition, Session known, CompiledRule rule) {
            try {
                Decision.Reject refusal = condition.refusal(known, request, rule.parameters(request), 0);
                return Optional.ofNullable(refusal).map(Decision.Reject::rejection);
            } catch (RefusedException refused) {
                return Optional.of(refused.rejection());
            }
        }

        private Explanation done(String endpoint) {
            return new Explanation(endpoint, request.caller().toString(), parts, roles, version);
        }
    }
}
