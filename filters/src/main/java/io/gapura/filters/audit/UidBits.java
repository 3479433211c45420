package io.gapura.filters.audit;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The ids of {@link EventIds} as bytes, for whoever encodes many: UUID version 7 with 74 random bits, which are overwritten
 * as they are used. Not thread-safe.
 */
final class UidBits {
    private static final byte[] HEX = LineBytes.ascii("0123456789abcdef");

    /** Where the two digits of each octet stand. */
    private static final byte[] AT = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

    private static final int EACH = 10;

    private final RandomBits random;
    private final byte[] bits = new byte[409 * EACH];
    private final byte[] first = new byte[8];
    private long minute = -1;
    private int used = bits.length;

    UidBits(SecureRandom random) {
        this.random = new RandomBits(random);
    }

    /** The 36 characters of the next id of that time, from there on. */
    void put(long epochMillis, byte[] target, int at) {
        if (used == bits.length) {
            random.fill(bits);
            used = 0;
        }
        if (epochMillis >>> 16 != minute) {
            minute = epochMillis >>> 16;
            for (int i = 0; i < 4; i++) {
                hex((int) (epochMillis >>> 40 - 8 * i), first, AT[i]);
            }
        }
        System.arraycopy(first, 0, target, at, first.length);
        hex((int) (epochMillis >>> 8), target, at + AT[4]);
        hex((int) epochMillis, target, at + AT[5]);
        hex(0x70 | bits[used] & 0x0F, target, at + AT[6]);
        hex(bits[used + 1], target, at + AT[7]);
        hex(0x80 | bits[used + 2] & 0x3F, target, at + AT[8]);
        for (int i = 9; i < 16; i++) {
            hex(bits[used + i - 6], target, at + AT[i]);
        }
        target[at + 8] = '-';
        target[at + 13] = '-';
        target[at + 18] = '-';
        target[at + 23] = '-';
        Arrays.fill(bits, used, used + EACH, (byte) 0);
        used += EACH;
    }

    private static void hex(int octet, byte[] target, int at) {
        target[at] = HEX[octet >> 4 & 15];
        target[at + 1] = HEX[octet & 15];
    }
}
