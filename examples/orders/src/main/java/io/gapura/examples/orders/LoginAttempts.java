package io.gapura.examples.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Bounds guessing: at most {@value #PER_MINUTE} wrong passwords per name and minute. Names share 4,096 counters by a
 * keyed digest, so that nobody can fill a table, and unknown names behave as known ones do. Thread-safe.
 */
final class LoginAttempts {
    static final int PER_MINUTE = 10;

    private static final int COUNTERS = 4_096;

    // one counter: the minute in the upper half, the attempts in the lower
    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
    private final String salt = Secrets.random();
    private final InstantSource clock;

    LoginAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes one attempt before the password is looked at; false when none is left in this minute. */
    boolean take(String name) {
        long minute = minute();
        long now = counters.updateAndGet(counter(name), old -> {
            long taken = taken(old, minute);
            return minute << 32 | Math.min(taken + 1, PER_MINUTE + 1);
        });
        return taken(now, minute) <= PER_MINUTE;
    }

    /** Gives it back: the password was right. */
    void giveBack(String name) {
        long minute = minute();
        counters.updateAndGet(counter(name), old -> minute << 32 | Math.max(taken(old, minute) - 1, 0));
    }

    private static long taken(long counter, long minute) {
        return counter >>> 32 == minute ? counter & 0xFFFF_FFFFL : 0;
    }

    private long minute() {
        return clock.millis() / 60_000;
    }

    private int counter(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((salt + name).getBytes(StandardCharsets.UTF_8));
            return (digest[0] & 0xFF) << 4 | (digest[1] & 0xF0) >> 4;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
