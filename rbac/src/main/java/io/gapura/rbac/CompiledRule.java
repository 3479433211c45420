package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as numbers, with every answer of its own made once: deciding on roles and permissions allocates nothing and
 * compares no text. The cheapest question comes first, and the first refusal wins. Immutable and thread-safe.
 */
final class CompiledRule {
    private static final int NO_ROLE_ASKED = 0;
    private static final int UNNUMBERED = -1;
    private static final AccessReason[] REASONS = AccessReason.values();

    /** Of an endpoint whose class nobody knows. */
    static final CompiledRule UNKNOWN = of(Kind.UNCOVERED, "uncovered", "an unknown class");

    private final Kind kind;
    private final Notes notes;
    private final Asked asked;
    private final int[] anyRole;
    private final PermissionClause[] clauses;
    private final Condition[] conditions;
    private final @Nullable PathPattern pattern;
    private final boolean reachable;
    private final int number;
    private final Refusals refusals;
    private final Decision.Reject misconfigured;

    /** What decides before roles and permissions do. */
    enum Kind {
        EVERYBODY,
        NOBODY,
        CALLERS,
        UNCOVERED,
        OTHER_METHOD,
        MISCONFIGURED
    }

    /**
     * What a rule for authenticated callers asks.
     *
     * @param anyRole empty: no role is asked for
     * @param clauses all must hold
     * @param conditions all must hold; asked last
     * @param reachable whether the roles and permissions can be held by anybody
     */
    record Asked(List<Integer> anyRole, List<PermissionClause> clauses, List<Condition> conditions, boolean reachable) {
        private static final Asked NOTHING = new Asked(List.of(), List.of(), List.of(), false);

        Asked {
            anyRole = List.copyOf(anyRole);
            clauses = List.copyOf(clauses);
            conditions = List.copyOf(conditions);
        }
    }

    private CompiledRule(Kind kind, Notes notes, Asked asked, @Nullable PathPattern pattern, int number) {
        this.kind = kind;
        this.notes = notes;
        this.asked = asked;
        this.anyRole = asked.anyRole().stream().mapToInt(Integer::intValue).toArray();
        this.clauses = asked.clauses().toArray(PermissionClause[]::new);
        this.conditions = asked.conditions().toArray(Condition[]::new);
        this.reachable = asked.reachable();
        this.pattern = pattern;
        this.number = conditions.length == 0 ? number : UNNUMBERED;
        this.refusals = new Refusals(REASONS.length, reason -> REASONS[reason].rejection(notes.rule()));
        this.misconfigured =
                Decision.reject(Rejection.internalError("rule-conflict").note(notes.rule()));
    }

    static CompiledRule of(Kind kind, String words, String place) {
        return of(kind, new Notes(words, place, List.of(), "none"));
    }

    static CompiledRule of(Kind kind, Notes notes) {
        return new CompiledRule(kind, notes, Asked.NOTHING, null, UNNUMBERED);
    }

    /**
     * A rule for authenticated callers.
     *
     * @param number of which no two rules of one snapshot are: what roles and permissions alone decide is remembered by it
     */
    static CompiledRule callers(Notes notes, Asked asked, int number) {
        return new CompiledRule(Kind.CALLERS, notes, asked, null, number);
    }

    /** The same for paths, which takes its parameters out of the path itself. */
    CompiledRule on(PathPattern paths) {
        return new CompiledRule(kind, notes, asked, paths, number);
    }

    Kind kind() {
        return kind;
    }

    /** The rule in words that can be compared. */
    String words() {
        return notes.words();
    }

    /** Where it is written. */
    String place() {
        return notes.place();
    }

    List<Integer> anyRole() {
        return asked.anyRole();
    }

    List<PermissionClause> clauses() {
        return asked.clauses();
    }

    List<Condition> conditions() {
        return asked.conditions();
    }

    /**
     * Proceeds unchanged, or refuses.
     *
     * @param session null: anonymous
     */
    Decision decide(@Nullable Session session, RequestView request) {
        Decision known = session == null ? null : session.verdict(number);
        return known == null ? decideAnew(session, request) : known;
    }

    private Decision decideAnew(@Nullable Session session, RequestView request) {
        if (session != null && session.refused() != null) {
            return refusal(session.refused());
        }
        return switch (kind) {
            case EVERYBODY -> Decision.proceed();
            case CALLERS -> session == null ? refusal(anonymous()) : authenticated(session, request);
            case UNCOVERED -> refusal(AccessReason.UNCOVERED);
            case OTHER_METHOD -> refusal(AccessReason.PATH_METHOD);
            case NOBODY -> refusal(AccessReason.DENY_ALL);
            case MISCONFIGURED -> misconfigured;
        };
    }

    @SuppressWarnings("EnumOrdinal") // the array is as old as the enum is: it goes with the process
    private Decision.Reject refusal(AccessReason reason) {
        return refusals.get(reason.ordinal());
    }

    private AccessReason anonymous() {
        return reachable ? AccessReason.ANONYMOUS : AccessReason.DENY_ALL;
    }

    private Decision authenticated(Session session, RequestView request) {
        Grants grants = session.grants();
        Decision decision = byGrants(grants);
        if (conditions.length == 0) {
            grants.remember(number, decision);
            return decision;
        }
        return decision instanceof Decision.Reject ? decision : conditional(session, request, matched(grants.active()));
    }

    /** What follows from roles and permissions alone, and so is the same for whoever holds them. */
    private Decision byGrants(Grants grants) {
        Separated broken = grants.broken();
        if (broken != null) {
            return Decision.reject(broken.reason().rejection(notes.with("; set " + broken.name())));
        }
        if (matched(grants.active()) < 0) {
            return refusal(AccessReason.ROLE_MISSING);
        }
        for (PermissionClause clause : clauses) {
            if (!clause.holds(grants)) {
                return clause.refusal(grants);
            }
        }
        return Decision.proceed();
    }

    private Decision conditional(Session session, RequestView request, int matched) {
        PathParameters parameters = parameters(request);
        for (Condition condition : conditions) {
            Decision.Reject refusal = condition.refusal(session, request, parameters, matched);
            if (refusal != null) {
                return refusal;
            }
        }
        return Decision.proceed();
    }

    /** As this rule reads them. */
    PathParameters parameters(RequestView request) {
        return pattern == null ? request.pathParameters() : pattern.in(request.calledPath());
    }

    /** Which of the roles is active, counted from 0; -1: none. */
    private int matched(long[] active) {
        for (int i = 0; i < anyRole.length; i++) {
            if (Bits.has(active, anyRole[i])) {
                return i;
            }
        }
        return anyRole.length == 0 ? NO_ROLE_ASKED : -1;
    }

    /**
     * Why roles and permissions alone refuse a caller; null when they do not.
     *
     * @param caller null: anonymous
     */
    @Nullable
    AccessReason reason(@Nullable Grants caller) {
        return switch (kind) {
            case EVERYBODY -> null;
            case CALLERS -> caller == null ? anonymous() : reasonOf(caller);
            case UNCOVERED -> AccessReason.UNCOVERED;
            case OTHER_METHOD -> AccessReason.PATH_METHOD;
            case NOBODY, MISCONFIGURED -> AccessReason.DENY_ALL;
        };
    }

    private @Nullable AccessReason reasonOf(Grants grants) {
        if (grants.broken() != null) {
            return grants.broken().reason();
        }
        if (matched(grants.active()) < 0) {
            return AccessReason.ROLE_MISSING;
        }
        for (PermissionClause clause : clauses) {
            if (!clause.holds(grants)) {
                return clause.reason(grants);
            }
        }
        return null;
    }
}
