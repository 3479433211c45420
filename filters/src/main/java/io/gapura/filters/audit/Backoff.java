package io.gapura.filters.audit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a place alone that has failed: twice as long each time, at random between half of it and the whole,
 * so that many nodes do not come back at once. After {@link Pace#breaker} failures in a row the breaker is open: then
 * one try with as little as possible, after the longest pause. Not thread-safe.
 */
final class Backoff {
    private final Pace pace;
    private final RandomGenerator random;
    private int failures;

    /**
     * How patient a shipper is.
     *
     * @param first pause
     * @param longest pause
     * @param breaker so many failures in a row open it
     */
    record Pace(Duration first, Duration longest, int breaker) {
        static final Pace STANDARD = new Pace(Duration.ofMillis(250), Duration.ofSeconds(60), 8);
    }

    Backoff(Pace pace, RandomGenerator random) {
        this.pace = pace;
        this.random = random;
    }

    /** The pause after one more failure. */
    Duration failed() {
        failures++;
        long whole = pace.longest().toNanos();
        if (!isOpen() && failures < 32) {
            whole = Math.min(whole, pace.first().toNanos() << (failures - 1));
        }
        return Duration.ofNanos(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }

    /** Failures in a row. */
    int failures() {
        return failures;
    }

    boolean isOpen() {
        return failures >= pace.breaker();
    }
}
