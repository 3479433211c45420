package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The declared roles as numbers, and for each itself and all that it includes. Immutable: the bits are never written. */
final class RoleHierarchy {
    static final int MOST_ROLES = 4_096;

    private final Map<String, Integer> ids;
    private final List<Role> roles;
    private final long[][] closure;
    private final int[] levels;

    private RoleHierarchy(Map<String, Integer> ids, List<Role> roles, RoleGraph graph) {
        this.ids = Collections.unmodifiableMap(ids);
        this.roles = List.copyOf(roles);
        this.closure = graph.closure();
        this.levels = graph.levels();
    }

    /** To be used only if there are no problems afterwards. */
    static RoleHierarchy of(PolicyDocument document, Problems problems) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<Role> roles = new ArrayList<>();
        for (Role role : document.roles()) {
            if (roles.size() == MOST_ROLES) {
                problems.add(role.name(), "over-limit", "more than " + MOST_ROLES + " roles");
                break;
            }
            if (isDeclarable(role.name(), ids, problems)) {
                ids.put(role.name().text(), roles.size());
                roles.add(role);
            }
        }
        List<Word> words = roles.stream().map(Role::name).toList();
        List<List<Integer>> juniors = roles.stream()
                .map(role -> numbers(role.includes(), ids, problems))
                .toList();
        RoleGraph graph = RoleGraph.of(words, juniors, problems);
        return new RoleHierarchy(ids, roles, graph);
    }

    /** In the order of their numbers. */
    Map<String, Integer> ids() {
        return ids;
    }

    List<Role> roles() {
        return roles;
    }

    /** By number, as {@link Bits}. */
    long[][] closure() {
        return closure;
    }

    /** By number, how many roles are on the longest way down, the role itself included. */
    int[] levels() {
        return levels;
    }

    private static boolean isDeclarable(Word name, Map<String, Integer> ids, Problems problems) {
        if (name.text().equals("*") || name.text().equals("**")) {
            problems.add(name, "reserved-name", "no role can have this name");
            return false;
        }
        if (!WordKind.ROLE.check(name, problems)) {
            return false;
        }
        if (ids.containsKey(name.text())) {
            problems.add(name, "duplicate", "this role is declared twice");
            return false;
        }
        return true;
    }

    private static List<Integer> numbers(List<Word> words, Map<String, Integer> ids, Problems problems) {
        Lists.requireDistinct(words, problems);
        List<Integer> numbers = new ArrayList<>();
        for (Word word : words) {
            number(word, ids, problems).ifPresent(numbers::add);
        }
        return numbers;
    }

    private static Optional<Integer> number(Word role, Map<String, Integer> ids, Problems problems) {
        Integer id = ids.get(role.text());
        if (id == null) {
            Set<String> known = ids.keySet();
            problems.add(
                    role,
                    "unknown-role",
                    () -> Names.shown(role.text()) + " is not declared" + Names.hint(role.text(), known));
        }
        return Optional.ofNullable(id);
    }

    /** Those that are declared; each other one, and each that stands twice, is a problem. */
    List<Integer> numbers(List<Word> words, Problems problems) {
        return numbers(words, ids, problems);
    }

    Optional<Integer> number(Word role, Problems problems) {
        return number(role, ids, problems);
    }

    /** Of a role in a document without errors. */
    int declared(Word role) {
        Integer id = ids.get(role.text());
        if (id == null) {
            throw new IllegalStateException("the document was to be checked first");
        }
        return id;
    }

    /** The roles of the list and all that they include. */
    long[] closed(List<Integer> numbers) {
        long[] all = Bits.empty(closure.length);
        numbers.forEach(role -> Bits.addAll(all, closure[role]));
        return all;
    }

    long[] set(List<Integer> numbers) {
        long[] all = Bits.empty(closure.length);
        numbers.forEach(role -> Bits.add(all, role));
        return all;
    }
}
