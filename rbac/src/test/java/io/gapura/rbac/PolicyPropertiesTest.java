package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every role model, and the compiled forms against naive ones. */
class PolicyPropertiesTest {
    private static final int ROLES = 6;
    private static final List<String> PERMISSIONS = List.of("a:x", "a:y", "b:x", "a:x:1", "a:x:2", "b:y:1");
    private static final List<String> PATTERNS = List.of(
            "a:x", "a:*", "*:x", "*:*", "**", "a:**", "a:x:*", "a:x:1", "a:*:1", "b:**", "*:*:*", "a:x:**", "b:x");

    /** A change to a model: senior, junior (only a later role, so there is no cycle), a granted or denied pattern. */
    record Change(boolean denial, int senior, int junior, String pattern) {
        RoleModel to(RoleModel model) {
            if (denial) {
                return model.denies(role(senior), pattern);
            }
            return pattern.isEmpty() ? model.includes(role(senior), role(junior)) : granting(model);
        }

        /** A role of its own that is granted the pattern, included by the senior. */
        private RoleModel granting(RoleModel model) {
            String extra = "g-" + senior + "-" + PATTERNS.indexOf(pattern);
            return model.role(extra, pattern).includes(role(senior), extra);
        }
    }

    private static String role(int number) {
        return "r" + number;
    }

    @Provide
    Arbitrary<List<Change>> additions() {
        Arbitrary<Change> inclusion = Combinators.combine(
                        Arbitraries.integers().between(0, ROLES - 2),
                        Arbitraries.integers().between(1, ROLES - 1))
                .filter((senior, junior) -> senior < junior)
                .as((senior, junior) -> new Change(false, senior, junior, ""));
        Arbitrary<Change> grant = Combinators.combine(
                        Arbitraries.integers().between(0, ROLES - 1), Arbitraries.of(PATTERNS))
                .as((role, pattern) -> new Change(false, role, role, pattern));
        return Arbitraries.oneOf(inclusion, grant).list().ofMaxSize(14).map(PolicyPropertiesTest::withoutRepeats);
    }

    @Provide
    Arbitrary<List<Change>> denials() {
        return Combinators.combine(Arbitraries.integers().between(0, ROLES - 1), Arbitraries.of(PATTERNS))
                .as((role, pattern) -> new Change(true, role, role, pattern))
                .list()
                .ofMaxSize(3);
    }

    private static List<Change> withoutRepeats(List<Change> changes) {
        return changes.stream().distinct().toList();
    }

    private static RoleModel model(List<Change> changes) {
        RoleModel model = RoleModel.empty().role("root", "**");
        for (int i = 0; i < ROLES; i++) {
            model = model.role(role(i)).assign("signing", "c" + i, role(i));
        }
        for (Change change : changes) {
            model = change.to(model);
        }
        return model;
    }

    private static Snapshot snapshot(List<Change> changes) {
        return LoadedPolicy.compile(model(changes).document(), new Problems()).snapshot();
    }

    private static boolean holds(Snapshot snapshot, int caller, String permission) {
        AccessRule rule = new AccessRule.Callers(
                new TreeSet<>(), List.of(Demand.Permissions.all(List.of(Permission.of(permission)))));
        Sessions sessions = new Sessions(snapshot, null);
        CompiledRule compiled = Decided.compiler(snapshot).compile(rule, "test");
        RequestView request = RequestView.get("/").withCaller(Caller.of("signing", "c" + caller));
        return sessions.decide(compiled, request) instanceof Decision.Proceed;
    }

    private static Set<String> roles(Snapshot snapshot, int caller) {
        return snapshot.grantsOf(snapshot.roles().find(role(caller))).names();
    }

    @Property(tries = 300)
    void theHierarchyIsAPartialOrder(@ForAll("additions") List<Change> changes) {
        Snapshot snapshot = snapshot(changes);
        for (int i = 0; i < ROLES; i++) {
            assertThat(roles(snapshot, i)).contains(role(i));
            for (int j = 0; j < ROLES; j++) {
                boolean below = roles(snapshot, i).contains(role(j));
                boolean above = roles(snapshot, j).contains(role(i));
                assertThat(below && above).isEqualTo(i == j);
                if (below) {
                    assertThat(roles(snapshot, i)).containsAll(roles(snapshot, j));
                }
            }
        }
    }

    @Property(tries = 300)
    void whoHoldsWhatIsWhatANaiveWalkFinds(
            @ForAll("additions") List<Change> changes, @ForAll("denials") List<Change> denied) {
        List<Change> all = Stream.concat(changes.stream(), denied.stream()).toList();
        Snapshot snapshot = snapshot(all);
        for (int caller = 0; caller < ROLES; caller++) {
            Set<Integer> held = walk(caller, changes);
            for (String permission : PERMISSIONS) {
                boolean granted = changes.stream()
                        .anyMatch(change -> !change.pattern().isEmpty()
                                && held.contains(change.senior())
                                && naive(change.pattern(), permission));
                boolean taken = denied.stream()
                        .anyMatch(change -> held.contains(change.senior()) && naive(change.pattern(), permission));
                assertThat(holds(snapshot, caller, permission)).isEqualTo(granted && !taken);
            }
        }
    }

    private static Set<Integer> walk(int role, List<Change> changes) {
        Set<Integer> held = new TreeSet<>(Set.of(role));
        for (Change change : changes) {
            if (change.pattern().isEmpty() && change.senior() == role) {
                held.addAll(walk(change.junior(), changes));
            }
        }
        return held;
    }

    /** Segment by segment, by a regular expression. */
    private static boolean naive(String pattern, String permission) {
        String expression = Arrays.stream(pattern.split(":"))
                .map(segment -> segment.equals("**") ? "[^:]+(:[^:]+)*" : segment.equals("*") ? "[^:]+" : segment)
                .collect(Collectors.joining(":"));
        return permission.matches(expression);
    }

    @Property(tries = 200)
    void addingAGrantOrAnInclusionNeverRemoves(@ForAll("additions") List<Change> changes) {
        for (int size = 0; size < changes.size(); size++) {
            Snapshot less = snapshot(changes.subList(0, size));
            Snapshot more = snapshot(changes.subList(0, size + 1));
            for (int caller = 0; caller < ROLES; caller++) {
                assertThat(roles(more, caller)).containsAll(roles(less, caller));
                for (String permission : PERMISSIONS) {
                    assertThat(holds(more, caller, permission) || !holds(less, caller, permission))
                            .isTrue();
                }
            }
        }
    }

    @Property(tries = 200)
    void aDenialNeverAddsAndWinsInAnyOrder(
            @ForAll("additions") List<Change> changes, @ForAll("denials") List<Change> denied) {
        Snapshot open = snapshot(changes);
        Snapshot before =
                snapshot(Stream.concat(denied.stream(), changes.stream()).toList());
        Snapshot after =
                snapshot(Stream.concat(changes.stream(), denied.stream()).toList());
        for (int caller = 0; caller < ROLES; caller++) {
            for (String permission : PERMISSIONS) {
                boolean held = holds(after, caller, permission);
                assertThat(held).isEqualTo(holds(before, caller, permission));
                assertThat(!held || holds(open, caller, permission)).isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> segment() {
        return Arbitraries.of("a", "b", "read", "*", "**", "", "a*", "A", "x".repeat(64), "x".repeat(65), "~", "é");
    }

    @Property(tries = 1_000)
    void aPatternIsReadExactlyWhenItsSegmentsAreSound(@ForAll("segments") List<String> segments) {
        String text = String.join(":", segments);
        boolean words = true;
        for (int i = 0; i < segments.size(); i++) {
            boolean rest = segments.get(i).equals("**") && i == segments.size() - 1;
            words &= rest || segments.get(i).equals("*") || segments.get(i).matches("[A-Za-z0-9._-]{1,64}");
        }
        boolean open = segments.get(segments.size() - 1).equals("**");
        boolean sound = words && segments.size() <= 3 && (open || segments.size() >= 2);
        assertThat(read(text).isPresent()).isEqualTo(sound);
        boolean concrete = sound && !text.contains("*");
        assertThat(Permission.isPermission(text)).isEqualTo(concrete);
    }

    @Provide
    Arbitrary<List<String>> segments() {
        return segment().list().ofMinSize(1).ofMaxSize(4);
    }

    private static Optional<PermissionPattern> read(String text) {
        try {
            return Optional.of(PermissionPattern.of(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<List<List<String>>> pathPatterns() {
        Arbitrary<List<String>> closed = Arbitraries.of("a", "b", "*").list().ofMaxSize(4);
        Arbitrary<List<String>> open = closed.map(segments -> {
            List<String> more = new ArrayList<>(segments);
            more.add("**");
            return more;
        });
        return Arbitraries.oneOf(closed, open).list().ofMaxSize(10).uniqueElements();
    }

    @Provide
    Arbitrary<List<String>> pathSegments() {
        return Arbitraries.of("a", "b", "c").list().ofMaxSize(5);
    }

    @Property(tries = 1_000)
    void theMostSpecificPathRuleDecides(
            @ForAll("pathPatterns") List<List<String>> patterns, @ForAll("pathSegments") List<String> path) {
        PathTrie trie = new PathTrie();
        patterns.forEach(pattern -> trie.at(pattern, "p")
                .add(List.of(), CompiledRule.of(CompiledRule.Kind.NOBODY, String.join("/", pattern), "p")));
        Optional<String> expected = patterns.stream()
                .filter(pattern -> matches(pattern, path))
                .max((one, other) -> specificity(one).compareTo(specificity(other)))
                .map(pattern -> String.join("/", pattern));
        CompiledRule found = trie.match("GET", "/" + String.join("/", path));
        assertThat(Optional.ofNullable(found).map(CompiledRule::words)).isEqualTo(expected);
    }

    private static boolean matches(List<String> pattern, List<String> path) {
        boolean open = !pattern.isEmpty() && pattern.get(pattern.size() - 1).equals("**");
        int fixed = open ? pattern.size() - 1 : pattern.size();
        return (open ? path.size() >= fixed : path.size() == fixed)
                && IntStream.range(0, fixed)
                        .allMatch(i ->
                                pattern.get(i).equals("*") || pattern.get(i).equals(path.get(i)));
    }

    /** Sorts by segment: literal, then one, then any rest; an exact end before a rest. */
    private static String specificity(List<String> pattern) {
        return pattern.stream()
                        .map(segment -> segment.equals("**") ? "0" : segment.equals("*") ? "1" : "2")
                        .collect(Collectors.joining())
                + "1";
    }
}
