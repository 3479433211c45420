package io.gapura.filters;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Joins lists of header lines, and remembers what it joined: the same page of the renderer meets the same lines of the
 * same policies on every refusal. Only lists that cannot change are remembered, by identity, in 64 places; another pair
 * takes the place over. Thread-safe; a race costs one more join.
 */
final class LineJoins {
    private static final int PLACES = 64;

    private final AtomicReferenceArray<@Nullable Joined> known = new AtomicReferenceArray<>(PLACES);

    private record Joined(List<HeaderLine> own, List<HeaderLine> others, List<HeaderLine> both) {
        boolean isOf(List<HeaderLine> first, List<HeaderLine> second) {
            return own == first && others == second;
        }
    }

    /** As {@link AnswerLines#joined}; what comes out can be joined on. */
    List<HeaderLine> joined(List<HeaderLine> own, List<HeaderLine> others) {
        if (own.isEmpty() || others.isEmpty()) {
            return own.isEmpty() ? others : own;
        }
        int place = (System.identityHashCode(own) * 31 + System.identityHashCode(others)) & (PLACES - 1);
        Joined found = known.get(place);
        if (found != null && found.isOf(own, others)) {
            return found.both();
        }
        List<HeaderLine> both = AnswerLines.joined(own, others);
        if (isFixed(own) && isFixed(others)) {
            known.set(place, new Joined(own, others, both));
        }
        return both;
    }

    /** The JDK copies what it does not know to be unchangeable. */
    private static boolean isFixed(List<HeaderLine> lines) {
        return List.copyOf(lines) == lines;
    }
}
