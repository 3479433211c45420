package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which patterns each role is granted and denied, with all that it includes, as numbers. Belongs to one document. */
final class HeldPatterns {
    private final RoleHierarchy roles;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<BitSet> own = new ArrayList<>();

    HeldPatterns(PolicyDocument document, RoleHierarchy roles) {
        this.roles = roles;
        roles.roles().forEach(role -> own.add(numbers("", role.grants())));
        for (Denial denial : document.denials()) {
            own.get(roles.declared(denial.role())).or(numbers("-", denial.permissions()));
        }
    }

    private BitSet numbers(String sign, List<Word> patterns) {
        BitSet set = new BitSet();
        patterns.forEach(word -> set.set(number(sign + word)));
        return set;
    }

    private int number(String pattern) {
        Integer known = numbers.putIfAbsent(pattern, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /** Closed from the juniors up, so that every inclusion is added once. */
    List<BitSet> byRole() {
        List<BitSet> closed = new ArrayList<>();
        own.forEach(set -> closed.add((BitSet) set.clone()));
        boolean[] done = new boolean[closed.size()];
        for (int role = 0; role < closed.size(); role++) {
            close(role, closed, done);
        }
        return closed;
    }

    private void close(int start, List<BitSet> closed, boolean[] done) {
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int role = open.peek();
            int before = open.size();
            if (!done[role]) {
                juniors(role).filter(junior -> !done[junior]).forEach(open::push);
            }
            if (open.size() == before) {
                open.pop();
                if (!done[role]) {
                    juniors(role).forEach(junior -> closed.get(role).or(closed.get(junior)));
                    done[role] = true;
                }
            }
        }
    }

    private IntStream juniors(int role) {
        return roles.roles().get(role).includes().stream().mapToInt(junior -> roles.declared(junior));
    }
}
