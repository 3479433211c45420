package io.gapura.filters.bearer;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A token in its compact form (RFC 7515 §7.1): three segments of base64url without padding, none of them empty, pad bits
 * zero, so that one token has one text. Five segments are an encrypted one, which is not taken. Has no text form.
 */
final class CompactToken {
    static final int LONGEST = 8_192;

    private final String text;
    private final int firstDot;
    private final int secondDot;

    private CompactToken(String text, int firstDot, int secondDot) {
        this.text = text;
        this.firstDot = firstDot;
        this.secondDot = secondDot;
    }

    /** Null for any other text. */
    static @Nullable CompactToken of(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        boolean whole = text.length() <= LONGEST
                && first > 0
                && second > 0
                && isSegment(text, 0, first)
                && isSegment(text, first + 1, second)
                && isSegment(text, second + 1, text.length());
        return whole ? new CompactToken(text, first, second) : null;
    }

    private static boolean isSegment(String text, int from, int to) {
        int rest = (to - from) % 4;
        if (to <= from || rest == 1) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (value(text.charAt(i)) < 0) {
                return false;
            }
        }
        int unused = rest == 2 ? 0xF : rest == 3 ? 0x3 : 0;
        return (value(text.charAt(to - 1)) & unused) == 0;
    }

    /** Six bits; negative for what is none of the alphabet. */
    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }

    byte[] header() {
        return decoded(0, firstDot);
    }

    byte[] payload() {
        return decoded(firstDot + 1, secondDot);
    }

    /** What the signature is made over: both segments as they were sent. */
    byte[] signed() {
        return ascii(0, secondDot);
    }

    /** In base64url. */
    String signature() {
        return text.substring(secondDot + 1);
    }

    /** SHA-256 of all of it in base64url (RFC 9449 §4.2, {@code ath}). */
    String digest() {
        byte[] digest = TokenDigest.sha256().digest(ascii(0, text.length()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private byte[] decoded(int from, int to) {
        return Base64.getUrlDecoder().decode(ascii(from, to));
    }

    @SuppressWarnings("deprecation") // drops the upper halves of characters, which base64url has none of
    private byte[] ascii(int from, int to) {
        byte[] bytes = new byte[to - from];
        text.getBytes(from, to, bytes, 0);
        return bytes;
    }
}
