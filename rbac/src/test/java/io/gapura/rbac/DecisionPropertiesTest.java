package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.rbac.Explanation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The compiled decision against one that is made naively, on sets of names, for any policy. */
class DecisionPropertiesTest {
    private static final List<String> ROLES = List.of("r0", "r1", "r2", "r3", "r4");
    private static final List<String> PATTERNS =
            List.of("a:x", "a:*", "*:x", "**", "a:**", "a:x:*", "a:x:1", "a:*:1", "*:*:*", "b:y", "b:*:2", "*:x:**");
    private static final List<String> PERMISSIONS = List.of("a:x", "a:y", "b:x", "b:y", "a:x:1", "a:x:2", "b:y:2");

    /**
     * A policy of five roles.
     *
     * @param includes for each role the later ones that it includes
     * @param scopes what the two scopes let through: roles, then patterns
     */
    record Drawn(
            List<Set<Integer>> includes,
            List<Set<String>> granted,
            List<Set<String>> denied,
            Set<Integer> given,
            Set<Integer> apart,
            boolean dynamic,
            List<Set<Integer>> scopeRoles,
            List<Set<String>> scopePatterns) {
        String yaml() {
            StringBuilder text = new StringBuilder("version: 1\npermissions: [ \"a:x\", \"b:y\" ]\nroles:\n");
            text.append("  all: { grants: [ \"**\", \"a:x:9\", \"a:y:9\", \"b:x:9\", \"b:y:9\" ] }\n");
            for (int role = 0; role < ROLES.size(); role++) {
                text.append("  r" + role + ": { includes: " + names(includes.get(role)) + ", grants: "
                        + quoted(granted.get(role)) + " }\n");
            }
            text.append("assignments: { signing: { me: { roles: " + names(given)
                    + " } },\n  subjects: [ { issuer: i, subject: me, roles: " + names(given) + " } ] }\n");
            List<String> denials = new ArrayList<>();
            for (int role = 0; role < ROLES.size(); role++) {
                if (!denied.get(role).isEmpty()) {
                    denials.add("{ role: r" + role + ", permissions: " + quoted(denied.get(role)) + " }");
                }
            }
            text.append("deny: " + denials + "\n");
            if (dynamic && apart.size() > 1) {
                text.append("separation: { dynamic: [ { name: s, roles: " + names(apart) + ", max: 1 } ] }\n");
            }
            text.append("scopes:\n");
            for (int scope = 0; scope < 2; scope++) {
                text.append("  s" + scope + ": { roles: " + names(scopeRoles.get(scope)) + ", permissions: "
                        + quoted(scopePatterns.get(scope)) + " }\n");
            }
            return text.toString();
        }

        private static String names(Set<Integer> roles) {
            return new TreeSet<>(roles)
                    .stream().map(role -> "r" + role).toList().toString();
        }

        private static String quoted(Set<String> patterns) {
            return new TreeSet<>(patterns)
                    .stream().map(pattern -> '"' + pattern + '"').toList().toString();
        }

        private Set<Integer> closed(Set<Integer> roles) {
            Set<Integer> all = new HashSet<>(roles);
            for (int i = 0; i < ROLES.size(); i++) {
                new HashSet<>(all).forEach(role -> all.addAll(includes.get(role)));
            }
            return all;
        }

        /** Null scopes: a caller without a token. */
        Set<Integer> active(Set<Integer> scopes, boolean token, Set<Integer> chosen) {
            Set<Integer> active = closed(chosen);
            active.retainAll(closed(given));
            if (token) {
                Set<Integer> kept = new HashSet<>();
                scopes.forEach(scope -> kept.addAll(closed(scopeRoles.get(scope))));
                active.retainAll(kept);
            }
            return active;
        }

        boolean isBroken(Set<Integer> active) {
            Set<Integer> both = new HashSet<>(active);
            both.retainAll(apart);
            return dynamic && apart.size() > 1 && both.size() > 1;
        }

        boolean holds(String permission, Set<Integer> active, Set<Integer> scopes, boolean token) {
            boolean granted = active.stream().anyMatch(role -> covers(granted().get(role), permission));
            boolean kept = !token || scopes.stream().anyMatch(scope -> covers(scopePatterns.get(scope), permission));
            boolean taken = closed(given).stream().anyMatch(role -> covers(denied.get(role), permission));
            return granted && kept && !taken && !isBroken(active);
        }

        private static boolean covers(Set<String> patterns, String permission) {
            return patterns.stream()
                    .anyMatch(pattern -> PermissionPattern.of(pattern).matches(Permission.of(permission)));
        }
    }

    @Provide
    Arbitrary<Drawn> policies() {
        Arbitrary<Set<String>> few = Arbitraries.of(PATTERNS).set().ofMaxSize(2);
        Arbitrary<Set<Integer>> roles =
                Arbitraries.integers().between(0, 4).set().ofMaxSize(3);
        Arbitrary<List<Set<Integer>>> includes = roles.list().ofSize(5).map(DecisionPropertiesTest::downwards);
        Arbitrary<List<Set<String>>> denied = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, Arbitraries.just(Set.<String>of())), net.jqwik.api.Tuple.of(1, few))
                .list()
                .ofSize(5);
        return Combinators.combine(
                        includes,
                        few.list().ofSize(5),
                        denied,
                        roles.filter(some -> !some.isEmpty()),
                        roles,
                        Arbitraries.of(true, false),
                        roles.list().ofSize(2),
                        few.list().ofSize(2))
                .as(Drawn::new);
    }

    private static List<Set<Integer>> downwards(List<Set<Integer>> drawn) {
        List<Set<Integer>> includes = new ArrayList<>();
        for (int role = 0; role < drawn.size(); role++) {
            Set<Integer> later = new HashSet<>(drawn.get(role));
            int senior = role;
            later.removeIf(junior -> junior <= senior);
            includes.add(later);
        }
        return includes;
    }

    private static Rbac rbac(Drawn drawn) {
        return Rbac.of(LoadedPolicy.read("drawn.yaml", drawn.yaml().getBytes(StandardCharsets.UTF_8)));
    }

    private static Caller caller(boolean token, Set<Integer> scopes) {
        Set<String> names = new HashSet<>();
        scopes.forEach(scope -> names.add("s" + scope));
        return token ? Caller.of("bearer", "i", "me").withScopes(names) : Caller.of("signing", "me");
    }

    @Property(tries = 500)
    void theDecisionIsTheNaiveOne(
            @ForAll("policies") Drawn drawn,
            @ForAll boolean token,
            @ForAll("scopes") Set<Integer> scopes,
            @ForAll("choices") Set<Integer> chosen) {
        Set<Integer> within = new HashSet<>(chosen);
        within.retainAll(drawn.closed(drawn.given()));
        Set<String> names = new HashSet<>();
        within.forEach(role -> names.add("r" + role));
        Rbac rbac = rbac(drawn).activation((caller, request) -> names);
        Set<Integer> active = drawn.active(scopes, token, within);
        Access access = rbac.access(caller(token, scopes));
        for (String permission : PERMISSIONS) {
            boolean expected = drawn.holds(permission, active, scopes, token);
            Permission asked = Permission.of(permission);
            if (asked.instance().isPresent() || Set.of("a:x", "b:y").contains(permission)) {
                assertThat(access.permits(asked)).as("in code " + permission).isEqualTo(expected);
            }
        }
        for (int role = 0; role < ROLES.size(); role++) {
            boolean held = active.contains(role) && !drawn.isBroken(active);
            assertThat(access.caller().roles().contains("r" + role)).isEqualTo(held);
        }
    }

    @Provide
    Arbitrary<Set<Integer>> scopes() {
        return Arbitraries.integers().between(0, 1).set().ofMaxSize(2);
    }

    @Provide
    Arbitrary<Set<Integer>> choices() {
        return Arbitraries.integers().between(0, 4).set().ofMaxSize(5);
    }

    /** The numbers of permissions are given late here, so that both the bits and what stands in for them are seen. */
    @Property(tries = 300)
    void aRuleDecidesAsItIsExplained(
            @ForAll("policies") Drawn drawn, @ForAll boolean token, @ForAll("scopes") Set<Integer> scopes) {
        Snapshot snapshot = LoadedPolicy.read("drawn.yaml", drawn.yaml().getBytes(StandardCharsets.UTF_8))
                .snapshot();
        Sessions sessions = new Sessions(snapshot, null);
        RequestView request = RequestView.get("/").withCaller(caller(token, scopes));
        Set<Integer> active = drawn.active(scopes, token, drawn.given());
        for (String permission : PERMISSIONS) {
            AccessRule rule = new AccessRule.Callers(
                    new TreeSet<>(), List.of(Demand.Permissions.all(List.of(Permission.of(permission)))));
            CompiledRule compiled = Decided.compiler(snapshot).compile(rule, "test");
            boolean proceeds = sessions.decide(compiled, request) instanceof Decision.Proceed;
            assertThat(proceeds).isEqualTo(drawn.holds(permission, active, scopes, token));
            Explanation explanation = Explainer.of(sessions, "test").explain(request, List.of(compiled), true);
            assertThat(explanation.outcome()).isEqualTo(proceeds ? Outcome.PASS : Outcome.FAIL);
        }
    }

    @Property(tries = 300)
    void aScopeNeverWidens(@ForAll("policies") Drawn drawn, @ForAll("scopes") Set<Integer> scopes) {
        Rbac rbac = rbac(drawn);
        Access free = rbac.access(Caller.of("bearer", "i", "me"));
        Access bound = rbac.access(caller(true, scopes));
        boolean separated = free.caller().roles().isEmpty() && drawn.isBroken(drawn.closed(drawn.given()));
        for (String permission : List.of("a:x", "b:y", "a:x:1", "b:y:2")) {
            boolean wider = bound.permits(Permission.of(permission)) && !free.permits(Permission.of(permission));
            // Fewer active roles may end a broken separation; that is what activation is for.
            assertThat(wider && !separated).isFalse();
        }
    }

    @Property(tries = 300)
    void nobodyIsAdmittedWithRolesThatAreToBeApart(
            @ForAll("policies") Drawn drawn, @ForAll boolean token, @ForAll("scopes") Set<Integer> scopes) {
        Access access = rbac(drawn).access(caller(token, scopes));
        Set<String> apart = new HashSet<>(access.caller().roles());
        apart.retainAll(drawn.apart().stream().map(role -> "r" + role).toList());
        assertThat(!drawn.dynamic() || apart.size() < 2).isTrue();
    }
}
