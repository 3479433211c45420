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
        int padding = length == 0 || ascii[length - 1] != '=' ? 0 : ascii[length - 2] != '=' ? 1 : 2;
        byte[] bytes = new byte[length / 4 * 3 - padding];
        int whole = padding == 0 ? length : length - 4;
        int bad = 0;
        int out = 0;
        for (int in = 0; in < whole; in += 4) {
            int bits = bits(ascii, in);
            bad |= bits;
            bytes[out] = (byte) (bits >> 16);
            bytes[out + 1] = (byte) (bits >> 8);
            bytes[out + 2] = (byte) bits;
            out += 3;
        }
        return bad >= 0 && endsWell(bytes, ascii, padding) ? bytes : null;
    }

    /** The last one or two bytes, in front of the padding. */
    private static boolean endsWell(byte[] bytes, byte[] ascii, int padding) {
        if (padding == 0) {
            return true;
        }
        int last = ascii.length - 4;
        int third = padding == 1 ? value(ascii[last + 2]) : 0;
        int bits = value(ascii[last]) << 18 | value(ascii[last + 1]) << 12 | third << 6;
        int out = bytes.length - 1;
        if (padding == 1) {
            bytes[out--] = (byte) (bits >> 8);
        }
        bytes[out] = (byte) (bits >> 16);
        return bits >= 0 && (bits & (padding == 1 ? 0xFF : 0xFFFF)) == 0;
    }

    /** Four digits; negative when one is none. */
    private static int bits(byte[] ascii, int at) {
        return value(ascii[at]) << 18 | value(ascii[at + 1]) << 12 | value(ascii[at + 2]) << 6 | value(ascii[at + 3]);
    }

    /** Six bits; negative, whatever is shifted, for what is none of the alphabet. */
    private static int value(byte c) {
        return VALUES[c & 0x7F];
    }
}
