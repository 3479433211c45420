package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Explains refused requests in the log, for the days in which a client is connected: never in an answer, an exception or
 * the audit. At most ten a minute and 8 KiB each, so that strangers do not write the log. Thread-safe.
 */
final class DiagnosticsLog {
    private static final System.Logger LOG = System.getLogger("io.gapura.signing");
    private static final int MOST_A_MINUTE = 10;
    private static final int LONGEST = 8_192;

    private final KeyRing keys;
    private final Set<String> authorities;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long minute = Long.MIN_VALUE;
    private int written;

    private DiagnosticsLog(KeyRing keys, Set<String> authorities, InstantSource clock) {
        this.keys = keys;
        this.authorities = authorities;
        this.clock = clock;
    }

    static DiagnosticsLog of(KeyRing keys, Set<String> authorities, InstantSource clock) {
        return new DiagnosticsLog(keys, authorities, clock);
    }

    /** Explains that request, unless there were many this minute. */
    void refused(RequestView request, SignatureProfile profile, SignatureRefusedException refused) throws IOException {
        if (!LOG.isLoggable(System.Logger.Level.INFO) || !isRoom()) {
            return;
        }
        String text = SignatureDiagnostics.with(keys, profile)
                .clock(clock)
                .authorities(authorities)
                .received(request)
                .toString();
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "\n(cut)" : text;
        LOG.log(System.Logger.Level.INFO, () -> "refused: " + refused.reason().word() + "\n" + shown);
    }

    private boolean isRoom() {
        Instant now = clock.instant();
        long current = now.getEpochSecond() / 60;
        lock.lock();
        try {
            if (current != minute) {
                minute = current;
                written = 0;
            }
            return written++ < MOST_A_MINUTE;
        } finally {
            lock.unlock();
        }
    }
}
