package io.gapura.filters.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Says in the log what becomes of a source of keys: each problem once until it changes or goes, and keys that end soon
 * once a day. Names places, key ids and callers, never content. Thread-safe.
 */
final class KeyWarnings {
    private static final System.Logger LOG = System.getLogger("io.gapura.signing");
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final String place;
    private final AtomicReference<String> said = new AtomicReference<>("");
    private final AtomicLong saidOfEndings = new AtomicLong(Long.MIN_VALUE);

    KeyWarnings(String place) {
        this.place = place;
    }

    /** The source is as it was, or has been read again. */
    void good() {
        if (!said.getAndSet("").isEmpty()) {
            LOG.log(System.Logger.Level.INFO, () -> "keys of " + place + " can be read again");
        }
    }

    void replaced(int keys) {
        LOG.log(System.Logger.Level.INFO, () -> "keys of " + place + " were replaced: " + keys + " now");
    }

    /** The source cannot be used; what there was stays in use. */
    void kept(String problem) {
        if (!said.getAndSet(problem).equals(problem)) {
            LOG.log(System.Logger.Level.WARNING, () -> "keys of " + place + " cannot be replaced: " + problem);
        }
    }

    void endings(Keys keys, Instant now) {
        long day = Math.floorDiv(now.getEpochSecond(), DAY);
        if (saidOfEndings.getAndSet(day) == day) {
            return;
        }
        List<String> lines = keys.endings(now);
        if (!lines.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, () -> "keys of " + place + ": " + lines);
        }
    }
}
