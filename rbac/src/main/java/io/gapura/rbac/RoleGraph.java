package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The role hierarchy: a partial order (INCITS 359, general hierarchy), so a cycle is a problem with its path. Depth costs
 * no stack. At most 64 levels.
 */
final class RoleGraph {
    private static final int DEEPEST = 64;

    private final List<String> names;
    private final List<List<Integer>> juniors;
    private final List<Word> words;
    private final Problems problems;
    private final long[][] closure;
    private final int[] levels;
    private final boolean[] open;
    private final Deque<Step> path = new ArrayDeque<>();

    /** Being at a role, about to look at its next junior. */
    private static final class Step {
        private final int role;
        private int next;

        private Step(int role) {
            this.role = role;
        }
    }

    private RoleGraph(List<Word> words, List<List<Integer>> juniors, Problems problems) {
        this.words = words;
        this.names = words.stream().map(Word::text).toList();
        this.juniors = juniors;
        this.problems = problems;
        this.closure = new long[words.size()][];
        this.levels = new int[words.size()];
        this.open = new boolean[words.size()];
    }

    static RoleGraph of(List<Word> words, List<List<Integer>> juniors, Problems problems) {
        RoleGraph graph = new RoleGraph(words, juniors, problems);
        for (int role = 0; role < words.size(); role++) {
            if (graph.closure[role] == null) {
                graph.visit(role);
            }
        }
        return graph;
    }

    /** For each role itself and all that it includes, however far. */
    long[][] closure() {
        return closure;
    }

    /** For each role how many there are on the longest way down, itself included. */
    int[] levels() {
        return levels;
    }

    private void visit(int start) {
        enter(start);
        while (!path.isEmpty()) {
            Step step = path.peek();
            if (step.next == juniors.get(step.role).size()) {
                leave(path.pop());
                continue;
            }
            int junior = juniors.get(step.role).get(step.next++);
            if (open[junior]) {
                cycle(junior);
            } else if (closure[junior] == null) {
                enter(junior);
            }
        }
    }

    private void enter(int role) {
        open[role] = true;
        path.push(new Step(role));
    }

    private void leave(Step step) {
        int role = step.role;
        open[role] = false;
        long[] all = Bits.empty(names.size());
        Bits.add(all, role);
        int level = 1;
        for (int junior : juniors.get(role)) {
            if (closure[junior] != null) {
                Bits.addAll(all, closure[junior]);
                level = Math.max(level, levels[junior] + 1);
            }
        }
        closure[role] = all;
        levels[role] = level;
        if (level == DEEPEST + 1) {
            problems.add(words.get(role), "over-limit", "includes more than " + DEEPEST + " levels of roles");
        }
    }

    private void cycle(int role) {
        List<String> round = new ArrayList<>();
        round.add(names.get(role));
        for (Step step : path) {
            round.add(names.get(step.role));
            if (step.role == role) {
                break;
            }
        }
        Collections.reverse(round);
        problems.add(words.get(role), "cycle", String.join(" → ", round));
    }
}
