package io.gapura.filters.signing;

/**
 * The nonces of one stripe: open addressing over {@code long}, eight bytes a nonce, half to five eighths full once it has
 * grown, so 16 bytes at most, and a search seldom leaves the cache line where it began. The bits that chose the stripe
 * are the same for all of them; in their place each carries the tag of its slice. A slice is taken out in place, without
 * garbage. Guarded by the lock of its stripe.
 *
 * <p>A word is 64 bits that were mixed with a secret of the process. Two nonces of one word are one nonce here: the later
 * message is refused, never a replay passed. With a million live nonces that happens to one message of ten million
 * millions, and nobody can bring it about who does not know the secret.
 */
final class NonceTable {
    /** How many high bits of a word choose the stripe. */
    static final int STRIPE_BITS = 7;

    static final int STRIPES = 1 << STRIPE_BITS;
    static final int MOST_TAG = STRIPES - 1;
    private static final int TAG_SHIFT = Long.SIZE - STRIPE_BITS;
    private static final long WORD = -1L >>> STRIPE_BITS;
    private static final int SMALLEST = 16;

    private long[] words = new long[SMALLEST];
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
        return 16 + 8L * words.length;
    }

    /**
     * Where a nonce could be put, or -1 when it is there, in whatever slice. The place is good until the next call.
     *
     * @param word mixed with a seed, so that nobody outside can aim at slots
     */
    int placeFor(long word) {
        if (8 * (size + 1) > 5 * words.length) {
            resize(words.length * 5 / 4);
        }
        long[] slots = words;
        int i = home(word, slots.length);
        for (long found = slots[i]; found != 0; found = slots[i]) {
            if ((found ^ word) << STRIPE_BITS == 0) {
                return -1;
            }
            i = next(i, slots.length);
        }
        return i;
    }

    /** Puts a nonce where {@link #placeFor} said. A tag is never zero: an occupied slot is told by that. */
    void put(int place, long word, int tag) {
        words[place] = word & WORD | (long) tag << TAG_SHIFT;
        size++;
    }

    /** Takes out every nonce with this tag and gives memory back when little is left. */
    void drop(int tag) {
        if (size == 0) {
            return;
        }
        long[] slots = words;
        for (int i = 0; i < slots.length; i++) {
            while (stripe(slots[i]) == tag) { // what moves up may be of this slice, too
                close(slots, i);
                size--;
            }
        }
        if (slots.length > SMALLEST && 5 * size < slots.length) {
            resize(Math.max(SMALLEST, 2 * size));
        }
    }

    /** Empties a slot: of those that follow without a gap, each moves up that would not be found any more. */
    private static void close(long[] slots, int from) {
        int hole = from;
        int i = next(hole, slots.length);
        for (long word = slots[i]; word != 0; word = slots[i]) {
            int home = home(word, slots.length);
            boolean between = hole < i ? hole < home && home <= i : hole < home || home <= i;
            if (!between) {
                slots[hole] = word;
                hole = i;
            }
            i = next(i, slots.length);
        }
        slots[hole] = 0;
    }

    private void resize(int slots) {
        long[] old = words;
        words = new long[slots];
        for (long word : old) {
            if (word != 0) {
                place(word);
            }
        }
    }

    private void place(long word) {
        int i = home(word, words.length);
        while (words[i] != 0) {
            i = next(i, words.length);
        }
        words[i] = word;
    }

    /** The 32 bits below those of the stripe, spread over any number of slots without a division. */
    private static int home(long word, int slots) {
        long bits = word >>> TAG_SHIFT - 32 & 0xFFFF_FFFFL;
        return (int) (bits * slots >>> 32);
    }

    private static int next(int i, int slots) {
        return i + 1 == slots ? 0 : i + 1;
    }
}
