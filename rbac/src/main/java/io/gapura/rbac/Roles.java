package io.gapura.rbac;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The declared roles as numbers, and what each includes. Immutable. */
final class Roles {
    private static final int[] NONE = {};

    private final Map<String, Integer> ids;
    private final List<String> names;
    private final List<List<Integer>> juniors;
    private final long[][] closure;

    /** The same as numbers where that is shorter, else nothing: most roles include few others, or none. */
    private final int[][] few;

    /**
     * From checked parts.
     *
     * @param names in the order of their numbers
     * @param juniors by role: what it includes directly
     * @param closure by role: itself and all that it includes, however far
     */
    Roles(List<String> names, List<List<Integer>> juniors, long[][] closure) {
        this.names = List.copyOf(names);
        this.juniors = List.copyOf(juniors);
        this.closure = closure;
        this.few = Arrays.stream(closure).map(Roles::few).toArray(int[][]::new);
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        this.ids = Map.copyOf(numbers);
    }

    private static int[] few(long[] set) {
        return Bits.common(set, set) > set.length ? NONE : Bits.numbers(set);
    }

    int size() {
        return names.size();
    }

    Set<String> names() {
        return ids.keySet();
    }

    /** Its number, or -1. */
    int find(String name) {
        Integer id = ids.get(name);
        return id == null ? -1 : id;
    }

    String name(int role) {
        return names.get(role);
    }

    long[] closure(int role) {
        return closure[role];
    }

    /** Of several roles. */
    long[] closure(int[] of) {
        long[] all = Bits.empty(size());
        for (int role : of) {
            add(role, all);
        }
        return all;
    }

    private void add(int role, long[] all) {
        int[] numbers = few[role];
        if (numbers.length == 0) {
            Bits.addAll(all, closure[role]);
        }
        for (int each : numbers) {
            Bits.add(all, each);
        }
    }

    Set<String> names(long[] set) {
        String[] found = new String[Bits.common(set, set)];
        int count = 0;
        for (int role = Bits.next(set, 0); role >= 0; role = Bits.next(set, role + 1)) {
            found[count++] = names.get(role);
        }
        return Set.of(found);
    }

    /** The shortest way from a role to one that it includes, such as {@code manager → clerk → viewer}. */
    String path(int from, int to) {
        int[] cameFrom = new int[size()];
        Arrays.fill(cameFrom, -1);
        cameFrom[from] = from;
        Deque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            int role = next.remove();
            for (int junior : juniors.get(role)) {
                if (cameFrom[junior] < 0) {
                    cameFrom[junior] = role;
                    next.add(junior);
                }
            }
        }
        List<String> path = new ArrayList<>();
        for (int role = to; role != from; role = cameFrom[role]) {
            path.add(names.get(role));
        }
        path.add(names.get(from));
        Collections.reverse(path);
        return String.join(" → ", path);
    }
}
