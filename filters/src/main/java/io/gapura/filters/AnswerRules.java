package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy wants of the application's own answers, besides the headers that it puts on every answer: lines that
 * yield to the application's, lines for success alone, and names that must not leave.
 *
 * <p>Immutable and thread-safe; made at start-up, shared by all requests.
 */
public final class AnswerRules {
    private static final AnswerRules NONE = new AnswerRules(List.of(), List.of(), Collections.emptySortedSet());
    private static final int MOST_YIELDING = 64;

    private final List<HeaderLine> unlessSaid;
    private final List<HeaderLine> onSuccess;
    private final Set<String> removed;
    /** The last pair, because the same two policies meet on every request; a race costs one more pair. */
    private volatile @Nullable Pair last;

    private record Pair(AnswerRules later, AnswerRules both) {}

    private AnswerRules(List<HeaderLine> unlessSaid, List<HeaderLine> onSuccess, Set<String> removed) {
        this.unlessSaid = List.copyOf(unlessSaid);
        this.onSuccess = List.copyOf(onSuccess);
        this.removed = removed;
        if (unlessSaid.size() > MOST_YIELDING) {
            throw new IllegalArgumentException("at most " + MOST_YIELDING + " headers may yield");
        }
    }

    public static AnswerRules none() {
        return NONE;
    }

    /** The same with these lines on every answer where the application does not set the header itself. */
    public AnswerRules unlessSaid(List<HeaderLine> lines) {
        return new AnswerRules(lines, onSuccess, removed);
    }

    /** The same with these lines on answers of the application below 400, and on no refusal. */
    public AnswerRules onSuccess(List<HeaderLine> lines) {
        return new AnswerRules(unlessSaid, lines, removed);
    }

    /** The same, keeping headers with these names from leaving, however they are spelled. */
    public AnswerRules without(Set<String> names) {
        Set<String> any = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        any.addAll(names);
        return new AnswerRules(unlessSaid, onSuccess, any);
    }

    /** Both; the first one's line stays where both have one of a name. */
    AnswerRules and(AnswerRules later) {
        if (this == NONE || later == NONE) {
            return this == NONE ? later : this;
        }
        Pair known = last;
        if (known == null || known.later() != later) {
            known = new Pair(later, joined(later));
            last = known;
        }
        return known.both();
    }

    private AnswerRules joined(AnswerRules later) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(removed);
        names.addAll(later.removed);
        return new AnswerRules(joined(unlessSaid, later.unlessSaid), joined(onSuccess, later.onSuccess), names);
    }

    private static List<HeaderLine> joined(List<HeaderLine> first, List<HeaderLine> second) {
        List<HeaderLine> all = new ArrayList<>(first);
        for (HeaderLine line : second) {
            if (first.stream().noneMatch(set -> set.named(line.name()))) {
                all.add(line);
            }
        }
        return all;
    }

    public List<HeaderLine> unlessSaid() {
        return unlessSaid;
    }

    /** The place of a name among {@link #unlessSaid()}, or -1. */
    public int yielding(String name) {
        for (int i = 0; i < unlessSaid.size(); i++) {
            if (unlessSaid.get(i).named(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<HeaderLine> onSuccess() {
        return onSuccess;
    }

    /** Whether a header of that name must not leave. */
    public boolean removes(String name) {
        return !removed.isEmpty() && removed.contains(name);
    }

    /** Whether there is any name that must not leave. */
    public boolean removesAny() {
        return !removed.isEmpty();
    }
}
