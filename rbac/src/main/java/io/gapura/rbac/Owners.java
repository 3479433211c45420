package io.gapura.rbac;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The roles or scopes that have one pattern, by number: a short list while they are few, bits from there on. Filled at
 * load, then only read.
 */
final class Owners {
    private static final int FEW = 8;

    private final int size;
    private int[] few = {};
    private long @Nullable [] many;

    /** None of {@code size} numbers yet. */
    Owners(int size) {
        this.size = size;
    }

    void add(int owner) {
        if (many != null) {
            Bits.add(many, owner);
            return;
        }
        for (int known : few) {
            if (known == owner) {
                return;
            }
        }
        few = Arrays.copyOf(few, few.length + 1);
        few[few.length - 1] = owner;
        if (few.length > FEW) {
            long[] bits = Bits.empty(size);
            addTo(bits);
            many = bits;
        }
    }

    /** Whether one of them is in the set. */
    boolean meet(long[] set) {
        if (many != null) {
            return Bits.meet(many, set);
        }
        for (int owner : few) {
            if (Bits.has(set, owner)) {
                return true;
            }
        }
        return false;
    }

    void addTo(long[] set) {
        if (many != null) {
            Bits.addAll(set, many);
            return;
        }
        for (int owner : few) {
            Bits.add(set, owner);
        }
    }
}
