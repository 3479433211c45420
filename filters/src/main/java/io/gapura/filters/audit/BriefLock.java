package io.gapura.filters.audit;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Held for as long as one event is encoded, which is over sooner than a thread is put to rest and woken: whoever finds it
 * taken looks again, and rests a moment when its holder stands still. To give it back is one store that nobody waits for,
 * where a lock that knows its waiters waits until all that was written has left the processor.
 *
 * <p>Not fair, not reentrant, and never held around I/O.
 */
final class BriefLock {
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;
    private static final long REST = 20_000; // ns; what a thread that was put aside may need to come back

    /** In a cache line of its own. */
    private static final int APART = 16;

    private final AtomicIntegerArray held = new AtomicIntegerArray(2 * APART);

    void lock() {
        for (int looks = 0; looks <= SPINS; looks++) {
            if (isMine()) {
                return;
            }
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (!isMine()) {
            LockSupport.parkNanos(this, REST);
            interrupted |= Thread.interrupted(); // or it would not rest
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isMine() {
        return held.getOpaque(APART) == 0 && held.compareAndSet(APART, 0, 1);
    }

    /** By whoever has it. */
    void unlock() {
        held.setRelease(APART, 0);
    }
}
