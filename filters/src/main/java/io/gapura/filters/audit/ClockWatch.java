package io.gapura.filters.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices a wall clock that was set: by more than a minute against the time that really went by, or back by more than a
 * second. Sequence and chain go on, whatever it says. For one thread.
 */
final class ClockWatch {
    private static final long JUMP_MILLIS = Duration.ofSeconds(60).toMillis();
    private static final long BACK_MILLIS = Duration.ofSeconds(1).toMillis();

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long lastWall;
    private long lastNanos;

    ClockWatch(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        settle();
    }

    private void settle() {
        lastWall = wall.millis();
        lastNanos = nanos.getAsLong();
    }

    /** By how many milliseconds the clock was set since the last look; 0 when it was not. */
    long jumped() {
        long beforeWall = lastWall;
        long beforeNanos = lastNanos;
        settle();
        long drift = lastWall
                - beforeWall
                - Duration.ofNanos(lastNanos - beforeNanos).toMillis();
        boolean set = Math.abs(drift) > JUMP_MILLIS || lastWall < beforeWall - BACK_MILLIS;
        return set ? drift : 0;
    }
}
