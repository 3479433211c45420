package io.gapura.filters.headers;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many reports may come in one minute, from one address and from all. Memory is fixed: addresses share 1,024
 * counters by hash, so a flood can silence strangers for a minute and never grow anything. Thread-safe, without locks.
 */
final class ReportRate {
    private static final int SLOTS = 1_024;
    private static final int COUNT_BITS = 24;
    private static final long MINUTE = 60_000;

    private final int mostPerClient;
    private final int mostOfAll;
    private final int salt;

    /** Minute and count in one number; the last one counts for all. */
    private final AtomicLongArray counters = new AtomicLongArray(SLOTS + 1);

    ReportRate(int mostPerClient, int mostOfAll, int salt) {
        this.mostPerClient = mostPerClient;
        this.mostOfAll = mostOfAll;
        this.salt = salt;
    }

    /** Whether one more may come; counts it when it may. */
    boolean admits(String client, long epochMillis) {
        int mixed = (client.hashCode() ^ salt) * 0x9E3779B1;
        return admits(mixed >>> 22, mostPerClient, epochMillis) && admits(SLOTS, mostOfAll, epochMillis);
    }

    private boolean admits(int slot, int most, long epochMillis) {
        long minute = epochMillis / MINUTE << COUNT_BITS;
        while (true) {
            long now = counters.get(slot);
            long count = now >>> COUNT_BITS << COUNT_BITS == minute ? now - minute : 0;
            if (count >= most) {
                return false;
            }
            if (counters.compareAndSet(slot, now, minute + count + 1)) {
                return true;
            }
        }
    }

    /** Seconds until the next minute begins, at least one. */
    static long secondsLeft(long epochMillis) {
        return (MINUTE - Math.floorMod(epochMillis, MINUTE) + 999) / 1_000;
    }
}
