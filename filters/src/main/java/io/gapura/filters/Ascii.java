package io.gapura.filters;

/** ASCII tests that no locale and no Unicode case folding can bend: {@code U+212A} is not a {@code k} here. */
final class Ascii {
    /** The bit in which a letter and its other case differ. */
    private static final int CASE = 0x20;

    private static final boolean[] TOKEN = token();

    private Ascii() {}

    private static boolean[] token() {
        boolean[] in = new boolean[128];
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .forEach(c -> in[c] = true);
        return in;
    }

    static boolean same(String a, String b) {
        int length = a.length();
        if (length != b.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            int apart = x ^ b.charAt(i);
            if (apart != 0 && (apart != CASE || !isLetter(x))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        int lower = c | CASE;
        return lower >= 'a' && lower <= 'z';
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** RFC 9110 §5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isTokenCharacter(char c) {
        return c < TOKEN.length && TOKEN[c];
    }

    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7E)) {
                return false;
            }
        }
        return true;
    }

    static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char l = lower(c);
        return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
    }
}
