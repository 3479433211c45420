package io.gapura.rbac;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what sets of roles may do, at most 8,192 of them. A new one takes the place of one of the four whose keys fall
 * together with its own: making one again costs less than any book-keeping of who was here last, and nothing is decided by
 * what is remembered.
 *
 * <p>Thread-safe and lock-free: a race forgets one, or remembers one twice.
 */
final class GrantsTable {
    static final int MOST = 8_192;

    private static final int TOGETHER = 4;
    private static final int GROUP_BITS = Integer.numberOfTrailingZeros(MOST / TOGETHER);

    private final AtomicReferenceArray<@Nullable Grants> places = new AtomicReferenceArray<>(MOST);

    /** Of the keys, so that a look-up touches no key but that which it looks for. Only says where to look. */
    private final int[] hashes = new int[MOST];

    private int turn;

    /** Those of that key; null: they are to be made. */
    @Nullable
    Grants find(GrantsKey key) {
        int hash = key.hashCode();
        int first = first(hash);
        for (int i = first; i < first + TOGETHER; i++) {
            Grants known = hashes[i] == hash ? places.get(i) : null;
            if (known != null && known.key().equals(key)) {
                return known;
            }
        }
        return null;
    }

    void keep(Grants grants) {
        int hash = grants.key().hashCode();
        int place = first(hash) + (turn++ & TOGETHER - 1);
        places.setRelease(place, grants);
        hashes[place] = hash;
    }

    private static int first(int hash) {
        return (hash * 0x9E3779B9 >>> Integer.SIZE - GROUP_BITS) * TOGETHER;
    }
}
