package io.gapura.filters.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of a stored line at a time: where a text ends, where a line ends, whether two are the same. What a
 * verifier does most.
 */
final class PlainText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private PlainText() {}

    /** The first place that has not a character of ASCII that stands for itself in JSON; the end when all have. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long eight = eight(bytes, at);
            long odd = (eight | below(eight) | zero(eight ^ '"' * ONES) | zero(eight ^ '\\' * ONES)) & HIGH;
            if (odd != 0) {
                return at + (Long.numberOfTrailingZeros(odd) >> 3);
            }
            at += 8;
        }
        while (at < to && bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The first line feed; the end when there is none. */
    static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long found = zero(eight(bytes, at) ^ '\n' * ONES) & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
            at += 8;
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Whether so many bytes are the same; both must have them. */
    static boolean same(byte[] one, int at, byte[] other, int from, int length) {
        int done = 0;
        while (done + 8 <= length) {
            if (eight(one, at + done) != eight(other, from + done)) {
                return false;
            }
            done += 8;
        }
        if (done == length) {
            return true;
        }
        if (at + done + 8 <= one.length && from + done + 8 <= other.length) {
            long differs = eight(one, at + done) ^ eight(other, from + done);
            return differs << 8 * (done + 8 - length) == 0; // what stands behind goes out on the left
        }
        while (done < length && one[at + done] == other[from + done]) {
            done++;
        }
        return done == length;
    }

    private static long eight(byte[] bytes, int at) {
        return (long) EIGHT.get(bytes, at);
    }

    /** The high bit of the first byte that is zero; of bytes behind it perhaps, too. */
    private static long zero(long eight) {
        return eight - ONES & ~eight;
    }

    /** The same for a byte below the blank. */
    private static long below(long eight) {
        return eight - 0x20 * ONES & ~eight;
    }
}
