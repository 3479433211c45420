package io.gapura.rbac;

import io.gapura.rbac.ShapeMark.Part;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is said of one place of a {@link Shape}: the oracle's own idea of a rule, made of words.
 *
 * @param total {@code public} or {@code nobody}, or empty
 * @param gate in words, or empty
 * @param demands in words that begin with their kind
 */
record Said(String total, String gate, SortedSet<String> demands) {
    static final Said NOTHING = new Said("", "", new TreeSet<>());

    /** Two words that cannot both be meant were read. */
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Said of(ShapeMark mark) {
        if (mark.part() == Part.CONFLICT) {
            throw new Conflict();
        }
        SortedSet<String> demands = new TreeSet<>();
        if (mark.part() == Part.DEMAND) {
            demands.add(mark.words());
        }
        return new Said(
                mark.part() == Part.TOTAL ? mark.words() : "", mark.part() == Part.GATE ? mark.words() : "", demands);
    }

    boolean isNothing() {
        return total.isEmpty() && gate.isEmpty() && demands.isEmpty();
    }

    /** Section 3.2, step 5: made only of scope, step-up, tenant or check demands. */
    boolean isPartial() {
        return !isNothing() && total.isEmpty() && gate.isEmpty() && !hasKind("permissions");
    }

    boolean opens() {
        return total.equals("public");
    }

    private boolean hasKind(String kind) {
        return demands.stream().anyMatch(demand -> kind(demand).equals(kind));
    }

    private static String kind(String demand) {
        return demand.substring(0, demand.indexOf(' '));
    }

    /** Section 3.1, method over class. */
    Said over(Said type) {
        if (!total.isEmpty() || isNothing()) {
            return isNothing() ? type : this;
        }
        if (type.total.equals("nobody") && gate.isEmpty() && !hasKind("permissions")) {
            return type;
        }
        if (!type.total.isEmpty()) {
            return this;
        }
        SortedSet<String> all = new TreeSet<>(demands);
        type.demands.stream().filter(demand -> !hasKind(kind(demand))).forEach(all::add);
        return new Said("", gate.isEmpty() ? type.gate : gate, all);
    }

    /** This partial one and one around it; what opens adds nothing. */
    Said and(Said around) {
        if (around.opens()) {
            return this;
        }
        if (!around.total.isEmpty()) {
            return around;
        }
        SortedSet<String> all = new TreeSet<>(demands);
        all.addAll(around.demands);
        return new Said("", around.gate, all);
    }

    /** The rule in words. */
    String rule() {
        if (!total.isEmpty() || gate.equals("nobody")) {
            return total.isEmpty() ? gate : total;
        }
        String asked = demands.stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining(" and "));
        if (gate.isEmpty() || gate.equals("authenticated")) {
            return asked.isEmpty() ? gate : asked;
        }
        return asked.isEmpty() ? gate : gate + " and " + asked;
    }

    /** Whether both admit the same, and are as whole. */
    boolean same(Said other) {
        return rule().equals(other.rule()) && isPartial() == other.isPartial();
    }
}
