package io.gapura.filters.lent;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends things that are dear to make and belong to nobody between two uses, such as an initialised {@code Mac}. Each
 * thread looks in a place that follows from its id, so that two rarely meet; who finds it empty makes a new one. Nothing
 * is bound to a thread, and nobody waits: virtual threads are as good as others.
 *
 * <p>Holds at most one for each processor, 64 at most. What is lent and not given back is forgotten: after an exception
 * its state is unknown. Thread-safe and lock-free.
 */
public final class Pool<T> {
    private static final int MOST = 64;
    /** References in a line of a processor's cache, so that two processors do not share one. */
    private static final int APART = 16;

    private static final int PLACES =
            Math.min(MOST, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

    private final Supplier<T> maker;
    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES * APART);

    public Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** One for the caller alone, until it gives it back. */
    public T take() {
        T kept = places.getAndSet(place(), null);
        return kept == null ? maker.get() : kept;
    }

    /** Takes back what is as it was when it was made. */
    public void give(T used) {
        places.lazySet(place(), used);
    }

    private static int place() {
        long id = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
        return (int) (id >>> 58) % PLACES * APART;
    }
}
