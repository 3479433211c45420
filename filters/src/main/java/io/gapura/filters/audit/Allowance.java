package io.gapura.filters.audit;

import java.util.concurrent.atomic.AtomicInteger;

/** So much of something for all together: taken in parts, and given back. Thread-safe. */
final class Allowance {
    private final AtomicInteger left;

    private Allowance(int most) {
        left = new AtomicInteger(most);
    }

    static Allowance of(int most) {
        return new Allowance(most);
    }

    /** Returns how much of it there was; 0 when nothing is left. */
    int take(int wanted) {
        int there = left.get();
        while (there > 0) {
            int part = Math.min(there, wanted);
            if (left.compareAndSet(there, there - part)) {
                return part;
            }
            there = left.get();
        }
        return 0;
    }

    void give(int back) {
        left.addAndGet(back);
    }
}
