package io.gapura.filters.signing;

/**
 * Replay keys of one slice of time in one stripe: open addressing over pairs of {@code long}, 16 bytes an entry, at most
 * three quarters full. Nothing is removed; the table is dropped whole. Guarded by the lock of its stripe.
 */
final class NonceTable {
    private static final int SMALLEST = 16;

    private final Slice slice;
    private long[] pairs = new long[2 * SMALLEST];
    private int size;

    NonceTable(Slice slice) {
        this.slice = slice;
    }

    Slice slice() {
        return slice;
    }

    /** Looks for a key; a seed unknown outside keeps slots from being aimed at. */
    boolean contains(long high, long low, long hash) {
        int mask = pairs.length / 2 - 1;
        for (int i = (int) hash & mask; occupied(i); i = i + 1 & mask) {
            if (pairs[2 * i] == high && pairs[2 * i + 1] == low) {
                return true;
            }
        }
        return false;
    }

    /** Adds a key that is not there. */
    void add(long high, long low, long hash, Hash rehash) {
        if (4 * (size + 1) > 3 * (pairs.length / 2)) {
            grow(rehash);
        }
        place(high, low, hash);
        size++;
    }

    private void grow(Hash rehash) {
        long[] old = pairs;
        pairs = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                place(old[i], old[i + 1], rehash.of(old[i], old[i + 1]));
            }
        }
    }

    private void place(long high, long low, long hash) {
        int mask = pairs.length / 2 - 1;
        int i = (int) hash & mask;
        while (occupied(i)) {
            i = i + 1 & mask;
        }
        pairs[2 * i] = high;
        pairs[2 * i + 1] = low;
    }

    private boolean occupied(int slot) {
        return pairs[2 * slot] != 0 || pairs[2 * slot + 1] != 0;
    }

    /** The seeded mix of a key. */
    @FunctionalInterface
    interface Hash {
        long of(long high, long low);
    }
}
