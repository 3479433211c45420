package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule as bits, with every answer that it can give made in advance: deciding allocates nothing and compares no text.
 * Immutable.
 */
final class CompiledRule {
    private static final int[] NO_ROLES = {};
    private static final Test[] NO_TESTS = {};

    /** Of an endpoint whose class nobody knows. */
    static final CompiledRule UNKNOWN = of(Kind.UNCOVERED, "uncovered", "an unknown class");

    private final Kind kind;
    private final String words;
    private final int[] anyRole;
    private final Test[] tests;
    private final boolean reachable;
    private final Map<AccessReason, Decision> refusals = new EnumMap<>(AccessReason.class);
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
     * Permissions of which all, or one, must be granted and not denied.
     *
     * @param granting for each permission the roles that are granted it directly
     * @param denying for each permission the roles that it is taken from
     */
    record Test(boolean any, List<long[]> granting, List<long[]> denying) {
        /** Null when it holds. Denials look at every authorized role. */
        @Nullable
        AccessReason refusal(long[] roles) {
            AccessReason found = AccessReason.PERMISSION_MISSING;
            for (int i = 0; i < granting.size(); i++) {
                boolean granted = Bits.meet(roles, granting.get(i));
                boolean denied = granted && Bits.meet(roles, denying.get(i));
                boolean holds = granted && !denied;
                if (holds == any) {
                    return any ? null : found(denied, AccessReason.PERMISSION_MISSING);
                }
                found = found(denied, found);
            }
            return any ? found : null;
        }

        private static AccessReason found(boolean denied, AccessReason otherwise) {
            return denied ? AccessReason.PERMISSION_DENIED : otherwise;
        }
    }

    private CompiledRule(Kind kind, String words, String place, int[] anyRole, Test[] tests, boolean reachable) {
        this.kind = kind;
        this.words = words;
        this.anyRole = anyRole;
        this.tests = tests;
        this.reachable = reachable;
        String note = "rule " + words + " at " + place;
        for (AccessReason reason : AccessReason.values()) {
            refusals.put(reason, Decision.reject(reason.rejection(note)));
        }
        this.misconfigured =
                Decision.reject(Rejection.internalError("rule-conflict").note(note));
    }

    static CompiledRule of(Kind kind, String words, String place) {
        return new CompiledRule(kind, words, place, NO_ROLES, NO_TESTS, false);
    }

    /**
     * A rule for authenticated callers.
     *
     * @param anyRole null: no role is asked for
     * @param reachable whether some role could pass
     */
    static CompiledRule callers(String words, String place, int @Nullable [] anyRole, Test[] tests, boolean reachable) {
        return new CompiledRule(Kind.CALLERS, words, place, anyRole == null ? NO_ROLES : anyRole, tests, reachable);
    }

    Kind kind() {
        return kind;
    }

    /** The rule in words that can be compared. */
    String words() {
        return words;
    }

    /**
     * Proceeds unchanged, or refuses.
     *
     * @param caller null: anonymous
     */
    Decision decide(@Nullable Grants caller) {
        if (kind == Kind.MISCONFIGURED) {
            return misconfigured;
        }
        AccessReason reason = reason(caller);
        return reason == null ? Decision.proceed() : refusals.getOrDefault(reason, misconfigured);
    }

    /**
     * Why the caller is refused, cheapest check first; null when it is admitted.
     *
     * @param caller null: anonymous
     */
    @Nullable
    AccessReason reason(@Nullable Grants caller) {
        return switch (kind) {
            case EVERYBODY -> null;
            case CALLERS -> caller == null ? anonymous() : authenticated(caller);
            case UNCOVERED -> AccessReason.UNCOVERED;
            case OTHER_METHOD -> AccessReason.PATH_METHOD;
            case NOBODY, MISCONFIGURED -> AccessReason.DENY_ALL;
        };
    }

    private AccessReason anonymous() {
        return reachable ? AccessReason.ANONYMOUS : AccessReason.DENY_ALL;
    }

    private @Nullable AccessReason authenticated(Grants caller) {
        if (caller.broken() != null) {
            return caller.broken();
        }
        if (!hasRole(caller.authorized())) {
            return AccessReason.ROLE_MISSING;
        }
        for (Test test : tests) {
            AccessReason reason = test.refusal(caller.authorized());
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private boolean hasRole(long[] roles) {
        for (int role : anyRole) {
            if (Bits.has(roles, role)) {
                return true;
            }
        }
        return anyRole.length == 0;
    }
}
