package io.gapura.filters.signing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many slots of a store are taken and by whom: capacity and quota hold for any number of threads, because each
 * counts first and takes back what was too much. Callers are bounded by the key ring.
 */
final class Shares {
    private final int capacity;
    private final int percent;
    private final AtomicInteger size = new AtomicInteger();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private volatile int quota;
    private volatile int callers = 1;

    private static final class Share {
        private final AtomicInteger used = new AtomicInteger();
        private final AtomicIntegerArray byTag = new AtomicIntegerArray(NonceTable.MOST_TAG + 1);
    }

    /**
     * Nothing taken.
     *
     * @param percent of the capacity that one caller may take, or the even share where that is more
     */
    Shares(int capacity, int percent) {
        this.capacity = capacity;
        this.percent = percent;
        this.quota = capacity;
    }

    /** So many share it; a smaller number than before changes nothing. */
    void among(int sharing) {
        callers = Math.max(callers, sharing);
        quota = (int) Math.max((long) capacity * percent / 100, capacity / callers);
    }

    int size() {
        return size.get();
    }

    int quota() {
        return quota;
    }

    /** Takes a slot, or says why not. */
    Claim.Outcome take(String caller) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return Claim.Outcome.FULL;
        }
        AtomicInteger used = of(caller).used;
        if (used.incrementAndGet() > quota) {
            used.decrementAndGet();
            size.decrementAndGet();
            return Claim.Outcome.QUOTA;
        }
        return Claim.Outcome.CLAIMED;
    }

    /** Notes in which slice a slot that was taken is used. */
    void use(String caller, Slice slice) {
        of(caller).byTag.incrementAndGet(slice.tag());
    }

    /** Gives one slot back that is in no slice. */
    void giveBack(String caller) {
        of(caller).used.decrementAndGet();
        size.decrementAndGet();
    }

    /** Gives back what a slice held. */
    void giveBack(Slice slice) {
        shares.values().forEach(share -> {
            int count = share.byTag.getAndSet(slice.tag(), 0);
            share.used.addAndGet(-count);
            size.addAndGet(-count);
        });
    }

    private Share of(String caller) {
        Share known = shares.get(caller);
        return known == null ? shares.computeIfAbsent(caller, absent -> new Share()) : known;
    }
}
