package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into lines and hands them to the {@link Ring}, on the threads of the requests. Keeps a few lines to write into;
 * a thread takes one, and one that finds none makes its own, so nobody waits: while an event is read, claims and proofs of
 * the application's own making are asked, which may take their time, or record an event themselves. Thread-safe.
 */
final class Encoding {
    private static final int DESKS = 32;

    /** So many are looked at before a new one is made. */
    private static final int LOOKS = 4;

    /** Each in a cache line of its own. */
    private static final int APART = 16;

    private final Redaction redaction;
    private final Ring ring;
    private final AtomicIntegerArray taken = new AtomicIntegerArray(DESKS * APART);
    private final @Nullable TypicalLine[] desks = new TypicalLine[DESKS]; // each is for who has taken its place

    Encoding(Redaction redaction, Ring ring) {
        this.redaction = redaction;
        this.ring = ring;
    }

    /** Encodes the event and hands it over; false when there is no room, or the ring is closed. */
    boolean enter(AuditEvent event, EventKind kind, Receipt receipt) {
        int first = (int) Thread.currentThread().getId();
        for (int look = 0; look < LOOKS; look++) {
            int place = (first + look) & (DESKS - 1);
            if (taken.compareAndSet(place * APART, 0, 1)) {
                try {
                    return enter(event, kind, receipt, desk(place));
                } finally {
                    taken.setRelease(place * APART, 0);
                }
            }
        }
        return enter(event, kind, receipt, new TypicalLine(redaction));
    }

    private boolean enter(AuditEvent event, EventKind kind, Receipt receipt, TypicalLine desk) {
        return ring.enter(desk.holds(event, kind) ? desk : redaction.line(event), receipt);
    }

    private TypicalLine desk(int place) {
        TypicalLine known = desks[place];
        if (known == null) {
            known = new TypicalLine(redaction);
            desks[place] = known;
        }
        return known;
    }
}
