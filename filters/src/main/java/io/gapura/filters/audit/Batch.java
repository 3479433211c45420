package io.gapura.filters.audit;

import java.util.ArrayList;
import java.util.List;

/** Lines that one force is to confirm, and whoever waits for that. For the writer's thread alone. */
final class Batch {
    final Pending lines;
    private final List<Awaited> waiting = new ArrayList<>();

    /** Events of one chunk, of which some are awaited. */
    private record Awaited(Mark mark, int from, int to, int count) {}

    Batch(long next) {
        lines = new Pending(next);
    }

    /** So many of these wait for the disk. */
    void add(Mark mark, int from, int to, int count) {
        waiting.add(new Awaited(mark, from, to, count));
    }

    /** The disk has it; the next line of a batch has that sequence. */
    void confirmed(long next) {
        lines.confirmed(next);
        waiting.forEach(each -> each.mark.move(each.to));
        waiting.clear();
    }

    /** Nobody is told any more that it is stored; returns how many have waited. */
    int failed() {
        int told = 0;
        for (Awaited each : waiting) {
            each.mark.fail(each.from, each.to);
            told += each.count;
        }
        waiting.clear();
        return told;
    }

    /** Takes over all of the one behind it, which is empty then. */
    void absorb(Batch later) {
        lines.absorb(later.lines);
        waiting.addAll(later.waiting);
        later.waiting.clear();
    }
}
