package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something in a policy that is allowed and yet looks like a slip: for the start-up log, for {@code gapura lint}, and,
 * where it is raised to an error, for refusing to start. Immutable.
 *
 * @param place {@code file:line:column}, or the class and method
 */
public record Lint(Code code, String place, String message) {
    /** What is found. */
    public enum Code {
        /** No assignment and no claim leads to the role. */
        ROLE_UNUSED,
        /** Neither the role nor a role that it includes is granted anything, and no rule asks for it. */
        ROLE_WITHOUT_GRANTS,
        /** Two roles hold the same. */
        ROLES_EQUAL,
        /** A role includes another one twice over: also by a third. */
        INCLUDE_REDUNDANT,
        /** More than six levels of roles: nobody can say any more who holds what. */
        DEPTH_OVER_6,
        /** A permission is granted that nothing asks for. */
        PERMISSION_UNCHECKED,
        /** A role is granted every permission there is, and those there will be. */
        GRANT_EVERYTHING,
        /** A token with the scope keeps nothing that any role gives. */
        SCOPE_UNUSED,
        /** A token with the scope keeps permissions and no role, so that rules that ask for roles ignore it. */
        SCOPE_WITHOUT_ROLES,
        /** All roles are active unless a {@link RoleActivation} says otherwise: whoever holds two such roles is refused. */
        DYNAMIC_WITHOUT_ACTIVATION,
        /** A method admits whom the one that it overrides refuses. */
        OVERRIDE_WEAKENED,
        /** HEAD admits whom GET refuses. */
        HEAD_WEAKER,
        /** {@code @RolesAllowed({})} admits nobody. */
        ROLES_EMPTY,
        /** An endpoint is public, and nobody wrote why. */
        PUBLIC_WITHOUT_REASON,
        /** No rule covers the endpoint. */
        ENDPOINT_UNCOVERED,
        /** A path rule that more specific ones leave nothing to. */
        PATH_RULE_DEAD,
        /** A path parameter, but neither a check nor a tenant: the usual way to read the records of others. */
        OBJECT_UNCHECKED,
        /** {@code @RunAs} changes nothing here: whoever relies on it relies on nothing. */
        RUN_AS,
        /** A role includes more than one other; INCITS 359 knows hierarchies where none does. Off unless raised. */
        LIMITED_HIERARCHY;

        /** As messages write it: {@code role-unused}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is shown to those who did not ask for it. */
        public boolean isUsual() {
            return this != LIMITED_HIERARCHY;
        }
    }

    /**
     * Those that somebody should see, without the unusual ones.
     *
     * @param errors the codes that must not occur
     * @throws ConfigurationException with a line for each lint that must not occur
     */
    public static List<Lint> raised(List<Lint> lints, Set<Code> errors) {
        Problems problems = new Problems();
        List<Lint> shown = new ArrayList<>();
        for (Lint lint : lints) {
            if (errors.contains(lint.code())) {
                problems.add(lint.place(), lint.code().word(), lint.message());
            } else if (lint.code().isUsual()) {
                shown.add(lint);
            }
        }
        problems.throwIfAny();
        return List.copyOf(shown);
    }

    /** {@code policy.yaml:3:5 role-unused no assignment and no claim leads to clerk}. */
    @Override
    public String toString() {
        return place + " " + code.word() + " " + message;
    }
}
