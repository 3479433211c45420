package io.gapura.filters.testkit.doctor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps the rate of probes and the time for all of them. Used by one thread. */
final class Pace {
    private final long interval;
    private final long end;
    private long next = System.nanoTime();

    Pace(int perSecond, Duration within) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.end = System.nanoTime() + within.toNanos();
    }

    /** Waits for the next turn; false when the time is over. */
    boolean go() {
        long wait = next - System.nanoTime();
        if (System.nanoTime() + Math.max(0, wait) >= end) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        next = Math.max(next, System.nanoTime()) + interval;
        return true;
    }

    /** What is left, at least a millisecond. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }
}
