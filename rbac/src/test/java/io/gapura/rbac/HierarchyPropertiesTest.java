package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The hierarchy and separation of any graph of roles, against the definitions. */
class HierarchyPropertiesTest {
    private static final int ROLES = 7;

    /** {@code below[i][j]}: role i includes role j itself. */
    @Provide
    Arbitrary<boolean[][]> graphs() {
        return Arbitraries.integers()
                .between(0, ROLES * ROLES - 1)
                .set()
                .ofMaxSize(9)
                .map(edges -> {
                    boolean[][] below = new boolean[ROLES][ROLES];
                    edges.forEach(edge -> below[edge / ROLES][edge % ROLES] = true);
                    return below;
                });
    }

    /** Only to later roles, so that there is no cycle. */
    @Provide
    Arbitrary<boolean[][]> orders() {
        return graphs().map(below -> {
            for (int i = 0; i < ROLES; i++) {
                for (int j = 0; j <= i; j++) {
                    below[i][j] = false;
                }
            }
            return below;
        });
    }

    /** Warshall. */
    private static boolean[][] reachable(boolean[][] below) {
        boolean[][] reached = new boolean[ROLES][];
        for (int i = 0; i < ROLES; i++) {
            reached[i] = below[i].clone();
        }
        for (int k = 0; k < ROLES; k++) {
            for (int i = 0; i < ROLES; i++) {
                for (int j = 0; j < ROLES; j++) {
                    reached[i][j] |= reached[i][k] && reached[k][j];
                }
            }
        }
        return reached;
    }

    private static Word role(int number) {
        return Word.of("r" + number);
    }

    private static List<Word> juniors(boolean[][] below, int role) {
        return IntStream.range(0, ROLES)
                .filter(junior -> below[role][junior])
                .mapToObj(HierarchyPropertiesTest::role)
                .toList();
    }

    private static PolicyDocument document(boolean[][] below) {
        return PolicyDocument.empty()
                .withRoles(IntStream.range(0, ROLES)
                        .mapToObj(role -> new Role(role(role), juniors(below, role), List.of()))
                        .toList());
    }

    private static String problems(PolicyDocument document) {
        Problems problems = new Problems();
        PolicyCheck.check(document, problems);
        try {
            problems.throwIfAny();
            return "";
        } catch (ConfigurationException bad) {
            return String.valueOf(bad.getMessage());
        }
    }

    @Property(tries = 1_000)
    void aGraphIsRefusedExactlyWhenARoleReachesItself(@ForAll("graphs") boolean[][] below) {
        boolean[][] reached = reachable(below);
        boolean cyclic = IntStream.range(0, ROLES).anyMatch(role -> reached[role][role]);
        String problems = problems(document(below));
        assertThat(problems.contains("cycle")).isEqualTo(cyclic);
        assertThat(problems.isEmpty()).isEqualTo(!cyclic);
    }

    /** And the path that is printed is one. */
    @Property(tries = 500)
    void eachCycleThatIsPrintedIsThere(@ForAll("graphs") boolean[][] below) {
        problems(document(below))
                .lines()
                .map(line -> line.substring(line.indexOf("cycle ") + 6).split(" → "))
                .forEach(path -> {
                    for (int i = 0; i + 1 < path.length; i++) {
                        assertThat(below[number(path[i])][number(path[i + 1])]).isTrue();
                    }
                    assertThat(path[0]).isEqualTo(path[path.length - 1]);
                });
    }

    private static int number(String role) {
        return Integer.parseInt(role.substring(1));
    }

    @Property(tries = 1_000)
    void theClosureIsAPartialOrderAndWhatBruteForceFinds(@ForAll("orders") boolean[][] below) {
        boolean[][] reached = reachable(below);
        PolicyReview review = PolicyReview.of(document(below));
        for (int i = 0; i < ROLES; i++) {
            Set<String> included = review.includedRoles("r" + i);
            assertThat(included).contains("r" + i);
            for (int j = 0; j < ROLES; j++) {
                assertThat(included.contains("r" + j)).isEqualTo(i == j || reached[i][j]);
                if (included.contains("r" + j)) {
                    assertThat(included).containsAll(review.includedRoles("r" + j));
                    assertThat(i == j || !review.includedRoles("r" + j).contains("r" + i))
                            .isTrue();
                }
            }
        }
    }

    /** What a caller is assigned in a tenant, with what it is assigned everywhere. */
    record Held(List<Integer> everywhere, List<Integer> here, List<Integer> there) {
        private PolicyDocument in(PolicyDocument document) {
            List<Assignment> assignments = new ArrayList<>();
            add(assignments, everywhere, "@global");
            add(assignments, here, "here");
            add(assignments, there, "there");
            return document.withAssignments(assignments);
        }

        private static void add(List<Assignment> assignments, List<Integer> roles, String tenant) {
            CallerId id = new CallerId.Subject(Word.of("i"), Word.of("s"));
            List<Word> words = roles.stream().map(HierarchyPropertiesTest::role).toList();
            assignments.add(new Assignment(id, words, Optional.of(Word.of(tenant)), List.of()));
        }
    }

    @Provide
    Arbitrary<Held> held() {
        Arbitrary<List<Integer>> roles =
                Arbitraries.integers().between(0, ROLES - 1).list().ofMaxSize(2).uniqueElements();
        return Combinators.combine(roles, roles, roles).as(Held::new);
    }

    @Property(tries = 1_000)
    void staticSeparationIsRefusedExactlyWhenARoleOrACallerHoldsTooMany(
            @ForAll("orders") boolean[][] below, @ForAll("held") Held held, @ForAll("sets") Set<Integer> set) {
        int max = set.size() - 1;
        List<Word> members = set.stream().map(HierarchyPropertiesTest::role).toList();
        PolicyDocument document = held.in(document(below))
                .withSeparations(List.of(new Separation(false, Word.of("apart"), members, max)));
        boolean broken = IntStream.range(0, ROLES)
                .anyMatch(role -> holds(below, List.of(role)).containsAll(set));
        for (List<Integer> tenant : List.of(held.here(), held.there())) {
            List<Integer> both = new ArrayList<>(tenant);
            both.addAll(held.everywhere());
            broken |= holds(below, both).containsAll(set);
        }
        assertThat(problems(document).contains("separation-broken")).isEqualTo(broken);
        // Whatever loads breaks it neither after its text was written and read again.
        if (!broken) {
            byte[] text = document.toYaml().getBytes(StandardCharsets.UTF_8);
            assertThat(PolicyDocument.read("p.yaml", text)).isEqualTo(document);
        }
    }

    @Provide
    Arbitrary<Set<Integer>> sets() {
        return Arbitraries.integers().between(0, ROLES - 1).set().ofMinSize(2).ofMaxSize(3);
    }

    private static Set<Integer> holds(boolean[][] below, List<Integer> roles) {
        boolean[][] reached = reachable(below);
        return IntStream.range(0, ROLES)
                .filter(role -> roles.contains(role) || roles.stream().anyMatch(senior -> reached[senior][role]))
                .boxed()
                .collect(Collectors.toSet());
    }
}
