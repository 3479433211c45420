package io.gapura.filters.signing;

/** The character classes of RFC 9651 and RFC 9110, in ASCII and without locale. */
final class FieldCharacters {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";

    private FieldCharacters() {}

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
        return isLower(c) || c == '*';
    }

    static boolean continuesKey(char c) {
        return isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
    }

    static boolean startsToken(char c) {
        return isAlpha(c) || c == '*';
    }

    static boolean continuesToken(char c) {
        return isAlpha(c) || isDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    static boolean isToken(String text) {
        if (text.isEmpty() || !startsToken(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!continuesToken(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isKey(String text) {
        if (text.isEmpty() || !startsKey(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!continuesKey(text.charAt(i))) {
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
