package io.gapura.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Documents with four roles, each assigned alone, and path rules over a few segments. */
final class RandomPolicies {
    static final List<String> ROLES = List.of("r0", "r1", "r2", "r3");

    private static final List<String> PATTERNS = List.of("a:x", "a:*", "*:*", "b:x", "b:**", "**");
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/b", "/a/*", "/a/**", "/b/{x}", "/*", "/**", "/a/b/**", "/*/c", "/z.do");
    private static final List<String> RULES = List.of(
            "public: \"said so\"",
            "deny: true",
            "require: { authenticated: true }",
            "require: { roles: [ r1 ] }",
            "require: { roles: [ r2, r3 ] }",
            "require: { permissions: [ \"a:x\" ] }",
            "require: { roles: [ r0 ], permissions: [ \"b:x\" ] }",
            "require: { scopes: [ s ] }",
            "require: { roles: [ r1 ], acr: phr }");

    private RandomPolicies() {}

    /** One role: those of a greater number that it includes, and what it is granted and denied. */
    private record Role(int number, List<Integer> includes, List<String> grants, List<String> denied) {
        @Override
        public String toString() {
            String juniors = includes.stream()
                    .filter(junior -> junior > number)
                    .map(junior -> "r" + junior)
                    .collect(Collectors.joining(", "));
            return "  r" + number + ": { includes: [ " + juniors + " ], grants: " + quoted(grants) + " }\n";
        }

        private static String quoted(List<String> patterns) {
            return patterns.stream().map(pattern -> '"' + pattern + '"').collect(Collectors.joining(", ", "[ ", " ]"));
        }

        String denial() {
            return denied.isEmpty() ? "" : "  - { role: r" + number + ", permissions: " + quoted(denied) + " }\n";
        }
    }

    private record PathRuleText(String path, String methods, String rule) {
        @Override
        public String toString() {
            return "  - { path: \"" + path + "\"" + methods + ", " + rule + " }\n";
        }
    }

    static Arbitrary<String> documents() {
        Arbitrary<List<Role>> roles =
                Combinators.combine(role(0), role(1), role(2), role(3)).as(List::of);
        Arbitrary<PathRuleText> path = Combinators.combine(
                        Arbitraries.of(PATHS),
                        Arbitraries.of("", ", method: [ GET ]", ", method: [ POST, PUT ]"),
                        Arbitraries.of(RULES))
                .as(PathRuleText::new);
        Arbitrary<List<PathRuleText>> paths = path.list().ofMaxSize(6).uniqueElements(PathRuleText::path);
        return Combinators.combine(roles, paths, Arbitraries.of(true, false)).as(RandomPolicies::text);
    }

    private static Arbitrary<Role> role(int number) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3).list().ofMaxSize(2).uniqueElements(),
                        Arbitraries.of(PATTERNS).list().ofMaxSize(2).uniqueElements(),
                        Arbitraries.of(PATTERNS)
                                .list()
                                .ofMaxSize(1)
                                .map(list -> number % 2 == 0 ? list : List.<String>of()))
                .as((includes, grants, denied) -> new Role(number, includes, grants, denied));
    }

    private static String text(List<Role> roles, List<PathRuleText> paths, boolean separated) {
        List<String> lines = new ArrayList<>(List.of("version: 1\nroles:\n  all: { grants: [ \"**\" ] }\n"));
        roles.forEach(role -> lines.add(role.toString()));
        String denials = roles.stream().map(Role::denial).collect(Collectors.joining());
        lines.add(denials.isEmpty() ? "" : "deny:\n" + denials);
        lines.add(separated ? "separation: { dynamic: [ { name: one-hat, roles: [ r1, r3 ], max: 1 } ] }\n" : "");
        lines.add(IntStream.range(0, ROLES.size())
                .mapToObj(i -> "    c" + i + ": { roles: [ r" + i + " ], tenant: \"@global\" }\n")
                .collect(Collectors.joining("", "assignments:\n  signing:\n", "")));
        lines.add(paths.isEmpty() ? "" : "paths:\n");
        paths.forEach(rule -> lines.add(rule.toString()));
        return String.join("", lines);
    }
}
