package io.gapura.filters.signing;

/**
 * The nonces of one stripe: open addressing over pairs of {@code long}, 16 bytes a nonce, half to five eighths full once
 * it has grown, so 32 bytes at most, and most searches end in the cache line where they began. The bits that chose the stripe are the same for all of them; in their place
 * each carries the tag of its slice. A slice is taken out in place, without garbage. Guarded by the lock of its stripe.
 */
final class NonceTable {
    /** How many high bits of a word choose the stripe. */
    static final int STRIPE_BITS = 7;

    static final int STRIPES = 1 << STRIPE_BITS;
    static final int MOST_TAG = STRIPES - 1;
    private static final int TAG_SHIFT = Long.SIZE - STRIPE_BITS;
    private static final long WORD = -1L >>> STRIPE_BITS;
    private static final int SMALLEST = 16;

    private long[] pairs = new long[2 * SMALLEST];
    private int size;

    /** Which stripe a word belongs to. */
    static int stripe(long word) {
        return (int) (word >>> TAG_SHIFT);
    }

    int size() {
        return size;
    }

    /** How many bytes its array takes, header and all. */
    long bytes() {
        return 16 + 8L * pairs.length;
    }

    /**
     * Where a nonce could be put, or -1 when it is there, in whatever slice. The place is good until the next call.
     *
     * @param word mixed with a seed, so that nobody outside can aim at slots
     */
    int placeFor(long word, long low) {
        if (8 * (size + 1) > 5 * (pairs.length / 2)) {
            resize(pairs.length / 2 * 5 / 4);
        }
        int i = home(word);
        while (pairs[i] != 0) {
            if ((pairs[i] ^ word) << STRIPE_BITS == 0 && pairs[i + 1] == low) {
                return -1;
            }
            i = next(i);
        }
        return i;
    }

    /** Puts a nonce where {@link #placeFor} said. A tag is never zero: an occupied slot is told by that. */
    void put(int place, long word, long low, int tag) {
        pairs[place] = word & WORD | (long) tag << TAG_SHIFT;
        pairs[place + 1] = low;
        size++;
    }

    /** Takes out every nonce with this tag and gives memory back when little is left. */
    void drop(int tag) {
        if (size == 0) {
            return;
        }
        // begins behind a free slot: what moves, moves towards its home and never over the start
        int start = 0;
        while (pairs[start] != 0) {
            start += 2;
        }
        boolean moved = false; // whether a slot became free in this run of occupied ones
        for (int i = next(start); i != start; i = next(i)) {
            long word = pairs[i];
            if (word == 0) {
                moved = false;
            } else if (stripe(word) == tag) {
                pairs[i] = 0;
                size--;
                moved = true;
            } else if (moved) {
                pairs[i] = 0;
                place(word, pairs[i + 1]);
            }
        }
        if (pairs.length > 2 * SMALLEST && 10 * size < pairs.length) {
            resize(Math.max(SMALLEST, 2 * size));
        }
    }

    private void resize(int slots) {
        long[] old = pairs;
        pairs = new long[2 * slots];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                place(old[i], old[i + 1]);
            }
        }
    }

    private void place(long word, long low) {
        int i = home(word);
        while (pairs[i] != 0) {
            i = next(i);
        }
        pairs[i] = word;
        pairs[i + 1] = low;
    }

    /** The 32 bits below those of the stripe, spread over any number of slots without a division. */
    private int home(long word) {
        long bits = word >>> TAG_SHIFT - 32 & 0xFFFF_FFFFL;
        return (int) (bits * (pairs.length / 2) >>> 32) * 2;
    }

    private int next(int i) {
        return i + 2 == pairs.length ? 0 : i + 2;
    }
}
