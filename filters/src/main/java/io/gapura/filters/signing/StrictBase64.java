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
            int bits = bits(text, in, 4);
            bad |= bits;
            bytes[out++] = (byte) (bits >> 16);
            bytes[out++] = (byte) (bits >> 8);
            bytes[out++] = (byte) bits;
        }
        if (padding > 0) {
            int bits = bits(text, whole, 4 - padding);
            bad |= bits;
            bytes[out++] = (byte) (bits >> 16);
            if (padding == 1) {
                bytes[out] = (byte) (bits >> 8);
            }
            bad |= (bits & (padding == 1 ? 0xFF : 0xFFFF)) == 0 ? 0 : -1;
        }
        return bad < 0 ? null : bytes;
    }

    /** Up to four characters as 24 bits; negative when one is none of the alphabet. */
    private static int bits(String text, int at, int count) {
        int bits = 0;
        int bad = 0;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(at + i);
            int value = c < 128 ? VALUES[c] : -1;
            bad |= value;
            bits |= (value & 63) << 18 - 6 * i;
        }
        return bad < 0 ? -1 : bits;
    }
}
