package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into lines and hands them over, on the threads of the requests. Keeps a few lines to write into; a thread
 * takes one, and one that finds none makes its own, so nobody waits. Thread-safe.
 */
final class Encoding {
    private static final int DESKS = 32;

    /** So many are looked at before a new one is made. */
    private static final int LOOKS = 4;

    /** Each in a cache line of its own. */
    private static final int APART = 16;

    private final Redaction redaction;
    private final SecureRandom random;
    private final AtomicIntegerArray taken = new AtomicIntegerArray(DESKS * APART);
    private final @Nullable Desk[] desks = new Desk[DESKS]; // each is for who has taken its place

    /** What one thread at a time writes with. */
    private record Desk(TypicalLine line, UidBits bits) {}

    Encoding(Redaction redaction, SecureRandom random) {
        this.redaction = redaction;
        this.random = random;
    }

    /** Encodes the event and hands it to the writer. */
    Receipt enter(AuditEvent event, LogWriter writer, Receipt receipt) throws AuditUnavailableException {
        int first = (int) Thread.currentThread().getId();
        for (int look = 0; look < LOOKS; look++) {
            int place = (first + look) & (DESKS - 1);
            if (taken.compareAndSet(place * APART, 0, 1)) {
                try {
                    return enter(event, writer, receipt, desk(place));
                } finally {
                    taken.setRelease(place * APART, 0);
                }
            }
        }
        return enter(event, writer, receipt, fresh());
    }

    private Receipt enter(AuditEvent event, LogWriter writer, Receipt receipt, Desk desk)
            throws AuditUnavailableException {
        return writer.enter(desk.line.holds(event, desk.bits) ? desk.line : redaction.line(event), receipt);
    }

    private Desk desk(int place) {
        Desk known = desks[place];
        if (known == null) {
            known = fresh();
            desks[place] = known;
        }
        return known;
    }

    private Desk fresh() {
        return new Desk(new TypicalLine(redaction), new UidBits(random));
    }
}
