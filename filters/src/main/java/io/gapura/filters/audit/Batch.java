package io.gapura.filters.audit;

import java.util.ArrayList;
import java.util.List;

/** Lines that one force is to confirm, and whoever waits for that. For the writer's thread alone. */
final class Batch {
    final Pending lines;
    private final List<Receipt> waiting = new ArrayList<>();

    Batch(long next) {
        lines = new Pending(next);
    }

    void add(Receipt receipt) {
        waiting.add(receipt);
    }

    /** The disk has it; the next line of a batch has that sequence. */
    void confirmed(long next) {
        lines.confirmed(next);
        waiting.forEach(Receipt::stored);
        waiting.clear();
    }

    /** Nobody is told any more that it is stored; returns how many have waited. */
    int failed() {
        int told = 0;
        for (Receipt receipt : waiting) {
            told += receipt.failed() ? 1 : 0;
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
