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

    /** What one caller has. */
    static final class Share {
        private final AtomicInteger used = new AtomicInteger();
        private final AtomicIntegerArray byTag = new AtomicIntegerArray(NonceTable.MOST_TAG + 1);

        private Share() {}

        /** Notes in which slice a slot that was taken is used. */
        void use(Slice slice) {
            byTag.incrementAndGet(slice.tag());
        }
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
    Claim.Outcome take(Share share) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return Claim.Outcome.FULL;
        }
        AtomicInteger used = share.used;
        if (used.incrementAndGet() > quota) {
            used.decrementAndGet();
            size.decrementAndGet();
            return Claim.Outcome.QUOTA;
        }
        return Claim.Outcome.CLAIMED;
    }

    /** Gives one slot back that is in no slice. */
    void giveBack(String caller) {
        giveBack(of(caller));
    }

    /** The same. */
    void giveBack(Share share) {
        share.used.decrementAndGet();
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

    /** The share of a caller, with nothing in it at first. */
    Share of(String caller) {
        Share known = shares.get(caller);
        return known == null ? shares.computeIfAbsent(caller, absent -> new Share()) : known;
    }
}
