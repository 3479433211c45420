package io.gapura.filters.signing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 in its one form (RFC 4648 §4): padded, pad bits zero, no other character; read where it stands. One value has
 * one text, so that what was signed and what was read cannot differ.
 */
final class StrictBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    /** The six bits of a digit where they belong among four, by their place; negative for what is none. */
    private static final int[] FIRST = values(18);

    private static final int[] SECOND = values(12);
    private static final int[] THIRD = values(6);
    private static final int[] FOURTH = values(0);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private StrictBase64() {}

    private static int[] values(int shift) {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = i << shift;
        }
        return values;
    }

    /** The bytes between two places of a text; null when that is not the one form of any. */
    static byte @Nullable [] decode(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) > 0x7F) {
                return null;
            }
        }
        return decodeAscii(text, from, to);
    }

    /** The same of a text that is known to be ASCII alone, which need not be looked at twice. */
    @SuppressWarnings("deprecation") // drops the upper halves of characters, which ASCII has none of
    static byte @Nullable [] decodeAscii(String text, int from, int to) {
        int length = to - from;
        if (length % 4 != 0) {
            return null;
        }
        byte[] ascii = new byte[length];
        text.getBytes(from, to, ascii, 0);
        return decode(ascii, length);
    }

    /** The same by a buffer that is lent, empty before and afterwards. */
    static byte @Nullable [] decodeAscii(String text, int from, int to, AsciiBuffer lent) {
        int length = to - from;
        if (length % 4 != 0) {
            return null;
        }
        byte[] bytes = decode(lent.append(text, from, to).array(), length);
        lent.reset();
        return bytes;
    }

    /** Bytes of ASCII, a multiple of four. */
    private static byte @Nullable [] decode(byte[] ascii, int length) {
        int padding = length == 0 || ascii[length - 1] != '=' ? 0 : ascii[length - 2] != '=' ? 1 : 2;
        byte[] bytes = new byte[length / 4 * 3 - padding];
        int last = length - 4;
        int bad = 0;
        int out = 0;
        for (int in = 0; in < last; in += 4) {
            int bits = bits(ascii, in);
            bad |= bits;
            INTS.set(bytes, out, bits << 8); // the fourth byte is written over by the next four digits
            out += 3;
        }
        return bad >= 0 && (length == 0 || endsWell(bytes, ascii, last, padding)) ? bytes : null;
    }

    /** The last one to three bytes; the bits that padding leaves over are zero. */
    private static boolean endsWell(byte[] bytes, byte[] ascii, int last, int padding) {
        int bits = FIRST[ascii[last] & 0x7F] | SECOND[ascii[last + 1] & 0x7F];
        bits |= padding > 1 ? 0 : THIRD[ascii[last + 2] & 0x7F];
        bits |= padding > 0 ? 0 : FOURTH[ascii[last + 3] & 0x7F];
        int shift = 16;
        for (int out = last / 4 * 3; out < bytes.length; out++) {
            bytes[out] = (byte) (bits >> shift);
            shift -= 8;
        }
        return bits >= 0 && (bits & (padding == 0 ? 0 : padding == 1 ? 0xFF : 0xFFFF)) == 0;
    }

    /** Four digits; negative when one is none. */
    private static int bits(byte[] ascii, int at) {
        return FIRST[ascii[at] & 0x7F]
                | SECOND[ascii[at + 1] & 0x7F]
                | THIRD[ascii[at + 2] & 0x7F]
                | FOURTH[ascii[at + 3] & 0x7F];
    }
}
