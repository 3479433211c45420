package io.gapura.filters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-decoding, once and strictly: two hexadecimal digits, then well-formed UTF-8, or nothing. */
final class Percent {
    private Percent() {}

    /** The octet written at a {@code %}, or -1. */
    static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Ascii.hex(text.charAt(at + 1));
        int low = Ascii.hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** The decoded text; null when an escape is broken, a raw character is not ASCII, or the octets are not UTF-8. */
    static @Nullable String decode(String text, boolean plusIsSpace) {
        byte[] octets = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c == '%' ? octet(text, i) : c == '+' && plusIsSpace ? ' ' : c;
            if (octet < 0 || octet > 0xFF || c > 0x7E) {
                return null;
            }
            octets[length++] = (byte) octet;
            i += c == '%' ? 2 : 0;
        }
        return utf8(ByteBuffer.wrap(octets, 0, length));
    }

    /** Strict UTF-8: overlong forms, surrogates and truncation give null. */
    static @Nullable String utf8(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(octets)
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** C1 controls and the Unicode line separators, which only decoding shows. */
    static boolean hidesControl(String text) {
        return text.chars().anyMatch(c -> c >= 0x80 && c <= 0x9F || c == 0x2028 || c == 0x2029);
    }
}
