package io.gapura.filters.signing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 in its one form (RFC 4648 §4): padded, pad bits zero, no other character; read where it stands. One value has
 * one text, so that what was signed and what was read cannot differ.
 */
final class StrictBase64 {
    private static final byte[] VALUES = values();

    private StrictBase64() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** The bytes between two places of a text; null when that is not the one form of any. */
    static byte @Nullable [] decode(String text, int from, int to) {
        int length = to - from;
        if (length % 4 != 0) {
            return null;
        }
        int padding = length == 0 || text.charAt(to - 1) != '=' ? 0 : text.charAt(to - 2) != '=' ? 1 : 2;
        byte[] bytes = new byte[length / 4 * 3 - padding];
        int bad = 0;
        int out = 0;
        int whole = padding == 0 ? to : to - 4;
        for (int in = from; in < whole; in += 4) {
            int bits =
                    value(text, in) << 18 | value(text, in + 1) << 12 | value(text, in + 2) << 6 | value(text, in + 3);
            bad |= bits;
            bytes[out] = (byte) (bits >> 16);
            bytes[out + 1] = (byte) (bits >> 8);
            bytes[out + 2] = (byte) bits;
            out += 3;
        }
        return bad >= 0 && endsWell(bytes, text, whole, padding) ? bytes : null;
    }

    /** The last one or two bytes, in front of the padding. */
    private static boolean endsWell(byte[] bytes, String text, int last, int padding) {
        if (padding == 0) {
            return true;
        }
        int third = padding == 1 ? value(text, last + 2) : 0;
        int bits = value(text, last) << 18 | value(text, last + 1) << 12 | third << 6;
        int out = bytes.length - 1;
        if (padding == 1) {
            bytes[out--] = (byte) (bits >> 8);
        }
        bytes[out] = (byte) (bits >> 16);
        return bits >= 0 && (bits & (padding == 1 ? 0xFF : 0xFFFF)) == 0;
    }

    /** Six bits; negative, whatever is shifted, for what is none of the alphabet. */
    private static int value(String text, int at) {
        char c = text.charAt(at);
        return c < 128 ? VALUES[c] : -1;
    }
}
