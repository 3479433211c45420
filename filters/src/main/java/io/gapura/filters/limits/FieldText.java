package io.gapura.filters.limits;

/** The characters of a header field, RFC 9110 §5.1 and §5.5, told apart without locale and without allocation. */
final class FieldText {
    private static final String TOKEN = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final boolean[] IN_TOKEN = new boolean[128];

    static {
        TOKEN.chars().forEach(c -> IN_TOKEN[c] = true);
    }

    private FieldText() {}

    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !IN_TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** No control but TAB. What lies above ASCII is opaque: proxies send names of people in UTF-8. */
    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** One to eighteen digits, RFC 9110 §8.6: no sign, no list, no overflow. */
    static boolean isLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 19;
    }

    /** Whether the text, lower-cased in ASCII alone, is the other, which is lower case already. */
    static boolean equalsLower(String text, String lower) {
        if (text.length() != lower.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
