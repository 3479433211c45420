package io.gapura.rbac;

import java.util.List;

/**
 * What a {@link Shape} answers to whom, as a table over the words of its rule: the caller {@code a} has the role {@code a},
 * which is granted {@code order:read}, {@code b} has {@code b}, and neither has a scope, a tenant or more than its name.
 */
final class ShapeAnswers {
    private ShapeAnswers() {}

    /**
     * The status; 200 when it is admitted.
     *
     * @param outcome {@code conflict}, {@code uncovered}, or {@code own} or {@code inherited} and a rule
     * @param caller empty: anonymous
     */
    static int expected(String outcome, String caller) {
        if (outcome.equals("conflict")) {
            return 500;
        }
        String rule = outcome.substring(outcome.indexOf(' ') + 1);
        if (rule.equals("uncovered") || rule.equals("nobody")) {
            return 403;
        }
        if (rule.equals("public")) {
            return 200;
        }
        if (caller.isEmpty()) {
            return 401;
        }
        boolean admitted = List.of(rule.split(" and ")).stream().allMatch(part -> holds(part, caller));
        return admitted ? 200 : 403;
    }

    private static boolean holds(String part, String caller) {
        return switch (part) {
            case "authenticated" -> true;
            case "roles [a]", "permissions [order:read]" -> caller.equals("a");
            case "roles [b]" -> caller.equals("b");
            default -> false; // scopes, a stronger proof, a tenant, a check: neither has any
        };
    }
}
