package io.gapura.filters.audit;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Receipts that were awaited to their good end, for the next event of the same kind of caller: one who hands over and waits
 * at once. Only a receipt that says STORED comes back, because then the writer is done with it; any other one may still be in
 * its hands. Thread-safe.
 */
final class Receipts {
    private static final int PLACES = 64;

    /** Each in a cache line of its own. */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable Receipt> free = new AtomicReferenceArray<>(PLACES * APART);

    Receipt take() {
        Receipt known = free.getAndSet(place(), null);
        return known == null ? Receipt.fresh() : known;
    }

    void give(Receipt awaited) {
        if (awaited.isStored()) {
            free.setRelease(place(), awaited);
        }
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() & PLACES - 1) * APART;
    }
}
