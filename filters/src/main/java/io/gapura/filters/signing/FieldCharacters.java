package io.gapura.filters.signing;

/** The character classes of RFC 9651 and RFC 9110, in ASCII and without locale. */
final class FieldCharacters {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";

    private static final int KEY_START = 1;
    private static final int KEY = 2;
    private static final int TOKEN_START = 4;
    private static final int TOKEN = 8;
    private static final byte[] CLASSES = classes();

    private FieldCharacters() {}

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (char c = 0; c < classes.length; c++) {
            boolean mark = TOKEN_MARKS.indexOf(c) >= 0;
            boolean key = isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
            classes[c] = (byte) ((isLower(c) || c == '*' ? KEY_START : 0)
                    | (key ? KEY : 0)
                    | (isAlpha(c) || c == '*' ? TOKEN_START : 0)
                    | (isAlpha(c) || isDigit(c) || mark ? TOKEN : 0));
        }
        return classes;
    }

    private static boolean is(int kind, char c) {
        return c < 128 && (CLASSES[c] & kind) != 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isAlpha(char c) {
        return isLower(c) || c >= 'A' && c <= 'Z';
    }

    static boolean startsKey(char c) {
        return is(KEY_START, c);
    }

    static boolean continuesKey(char c) {
        return is(KEY, c);
    }

    static boolean startsToken(char c) {
        return is(TOKEN_START, c);
    }

    static boolean continuesToken(char c) {
        return is(TOKEN, c);
    }

    static boolean isToken(String text) {
        return isAll(text, TOKEN_START, TOKEN);
    }

    static boolean isKey(String text) {
        return isAll(text, KEY_START, KEY);
    }

    private static boolean isAll(String text, int first, int others) {
        if (text.isEmpty() || !is(first, text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!is(others, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A field name as a component names it: a token in lower case (RFC 9421 §2.1). */
    static boolean isLowerFieldName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && (c == ':' || c == '/' || TOKEN_MARKS.indexOf(c) < 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x21 || text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }
}
