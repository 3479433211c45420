package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    private final AtomicReferenceArray<Desk> free = new AtomicReferenceArray<>(DESKS * APART);

    /** What one thread at a time writes with. */
    private record Desk(TypicalLine line, UidBits bits) {}

    Encoding(Redaction redaction, SecureRandom random) {
        this.redaction = redaction;
        this.random = random;
    }

    /** Encodes the event and hands it to the writer. */
    Receipt enter(AuditEvent event, LogWriter writer, Receipt receipt) throws AuditUnavailableException {
        int place = place(Thread.currentThread().getId());
        @Nullable Desk taken = free.getAndSet(place, null);
        for (int look = 1; taken == null && look < LOOKS; look++) {
            place = place(Thread.currentThread().getId() + look);
            taken = free.getAndSet(place, null);
        }
        Desk desk = taken == null ? new Desk(new TypicalLine(redaction), new UidBits(random)) : taken;
        try {
            return writer.enter(desk.line.holds(event, desk.bits) ? desk.line : redaction.line(event), receipt);
        } finally {
            free.setRelease(place, desk);
        }
    }

    private static int place(long thread) {
        return (int) (thread & DESKS - 1) * APART;
    }
}
