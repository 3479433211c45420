package io.gapura.validation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells strict UTF-8 (RFC 3629 §4) from everything else, piece by piece: no overlong form, no surrogate, nothing above
 * U+10FFFF, no sequence cut short. JSON parsers decode some of these: {@code C0 AF} becomes a slash.
 *
 * <p>Belongs to one reading.
 */
final class Utf8Scan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;

    /** Any byte that may begin a sequence leads to a state that says which bytes may follow. */
    private static final byte[] LEAD = lead();

    /** By state and the upper half of the next byte; 0: the sequence is whole. */
    private static final byte[][] NEXT = {
        {},
        row("80=0 90=0 A0=0 B0=0"),
        row("80=1 90=1 A0=1 B0=1"),
        row("80=2 90=2 A0=2 B0=2"),
        row("A0=1 B0=1"), // E0: no overlong form
        row("80=1 90=1"), // ED: no surrogate
        row("90=2 A0=2 B0=2"), // F0: no overlong form
        row("80=2") // F4: nothing above U+10FFFF
    };

    private int state;
    private boolean escaped;

    /** The index of the first byte that may not stand there, or {@code to}. */
    int scan(byte[] piece, int from, int to) {
        int at = from;
        while (at < to) {
            if (state == 0) {
                at = plain(piece, at, to);
            }
            if (at < to && !step(piece[at])) {
                return at;
            }
            at++;
        }
        return to;
    }

    /**
     * Skips ASCII, eight bytes at a time. A byte that is no backslash gets its high bit by the addition, so that a
     * backslash anywhere leaves a gap in what all words have in common. Carries go upwards alone: what stands before the
     * first byte that is not ASCII is not touched by it.
     */
    private int plain(byte[] piece, int from, int to) {
        long others = HIGH_BITS;
        long high = 0;
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long word = (long) LONGS.get(piece, at);
            long sums = (word ^ BACKSLASHES) + ~HIGH_BITS;
            high = word & HIGH_BITS;
            if (high != 0) {
                others &= sums | high | -high;
                break;
            }
            others &= sums;
        }
        escaped |= others != HIGH_BITS;
        return at + (high == 0 ? 0 : Long.numberOfTrailingZeros(high) / Byte.SIZE);
    }

    private boolean step(byte octet) {
        if (state == 0) {
            escaped |= octet == '\\';
            state = octet >= 0 ? 0 : LEAD[octet & 0xFF];
        } else {
            state = NEXT[state][(octet & 0xFF) >> 4];
        }
        return state >= 0;
    }

    /** Whether there is no sequence that was begun and not ended. */
    boolean isWhole() {
        return state == 0;
    }

    /** Whether a backslash has come: without one, nothing that is decoded can be other than what was checked. */
    boolean isEscaped() {
        return escaped;
    }

    private static byte[] lead() {
        byte[] lead = new byte[256];
        for (int octet = 0x80; octet < 256; octet++) {
            lead[octet] = leading(octet);
        }
        return lead;
    }

    private static byte leading(int octet) {
        if (octet >= 0xC2 && octet <= 0xDF) {
            return 1;
        }
        if (octet >= 0xE0 && octet <= 0xEF) {
            return (byte) (octet == 0xE0 ? 4 : octet == 0xED ? 5 : 2);
        }
        if (octet >= 0xF0 && octet <= 0xF4) {
            return (byte) (octet == 0xF0 ? 6 : octet == 0xF4 ? 7 : 3);
        }
        return -1;
    }

    private static byte[] row(String next) {
        byte[] row = new byte[16];
        java.util.Arrays.fill(row, (byte) -1);
        for (String each : next.split(" ", -1)) {
            row[Character.digit(each.charAt(0), 16)] = (byte) (each.charAt(3) - '0');
        }
        return row;
    }
}
