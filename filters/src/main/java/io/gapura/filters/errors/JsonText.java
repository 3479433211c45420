package io.gapura.filters.errors;

import java.nio.charset.StandardCharsets;

/**
 * Writes text so that it is nothing but text, for a JSON parser and for a browser that was told to guess: quotes,
 * backslash, controls, {@code < > & '}, U+2028 and U+2029 are escaped, a lone surrogate becomes U+FFFD.
 */
final class JsonText {
    private static final String HEX = "0123456789abcdef";
    private static final String UNRESERVED = "-._~/";

    private JsonText() {}

    static StringBuilder quote(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i += surrogate(out, text, i);
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (mustHide(c)) {
                out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
                out.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }

    private static boolean mustHide(char c) {
        return c < 0x20
                || c == '<'
                || c == '>'
                || c == '&'
                || c == '\''
                || c >= 0x7F && c <= 0x9F
                || c == 0x2028
                || c == 0x2029;
    }

    /** Returns how many further UTF-16 units were used. */
    private static int surrogate(StringBuilder out, CharSequence text, int at) {
        int point = Character.codePointAt(text, at);
        boolean pair = Character.isSupplementaryCodePoint(point);
        out.appendCodePoint(pair ? point : 0xFFFD);
        return pair ? 1 : 0;
    }

    /** A JSON Pointer as URI fragment (RFC 6901 §6): UTF-8, all but unreserved characters percent-encoded. */
    static String fragment(String pointer) {
        StringBuilder out = new StringBuilder(pointer.length() + 8).append('#');
        String whole = wellFormed(pointer);
        for (byte b : whole.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (alphanumeric || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(HEX.charAt(c >> 4)));
                out.append(Character.toUpperCase(HEX.charAt(c & 15)));
            }
        }
        return out.toString();
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return out.toString();
    }
}
