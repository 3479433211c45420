package io.gapura.filters.errors;

/**
 * Walks the elements of an {@code Accept} or {@code Accept-Language} value (RFC 9110 §12.4.2) without copying it: at most
 * 1,024 characters and 20 elements. Everything it cannot read, and everything beyond, makes the whole value unreadable.
 * Not thread-safe.
 */
final class QualityList {
    private static final int LONGEST = 1_024;
    private static final int MOST = 20;

    private final String text;
    private int at;
    private int count;
    private int start;
    private int end;
    private int quality;
    private boolean readable;

    private QualityList(String text) {
        this.text = text;
        this.readable = text.length() <= LONGEST;
    }

    static QualityList of(String value) {
        return new QualityList(value);
    }

    /** Goes to the next element; false at the end and at what cannot be read. */
    boolean next() {
        skip(' ', '\t', ',');
        if (!readable || at == text.length()) {
            return false;
        }
        readable = ++count <= MOST;
        start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        end = at;
        quality = 1_000;
        readable &= end > start;
        parameters();
        return readable;
    }

    private void parameters() {
        skip(' ', '\t', '\t');
        while (readable && at < text.length() && text.charAt(at) == ';') {
            at++;
            skip(' ', '\t', '\t');
            parameter();
            skip(' ', '\t', '\t');
        }
        readable &= at == text.length() || text.charAt(at) == ',';
    }

    private void parameter() {
        int name = at;
        while (at < text.length() && isNamePart(text.charAt(at)) && text.charAt(at) != '/') {
            at++;
        }
        boolean q = at == name + 1 && (text.charAt(name) | 0x20) == 'q';
        if (at == text.length() || text.charAt(at) != '=') {
            readable &= !q;
            return;
        }
        at++;
        int value = at;
        if (at < text.length() && text.charAt(at) == '"') {
            quoted();
        } else {
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
        }
        if (q) {
            quality = thousandths(value, at);
            readable &= quality >= 0;
        }
    }

    private void quoted() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                at++;
            }
        }
        at = text.length();
        readable = false;
    }

    /** {@code 0}, {@code 0.5}, {@code 1.000}; -1 for anything else. */
    private int thousandths(int from, int to) {
        int length = to - from;
        if (length < 1 || length > 5 || length > 1 && text.charAt(from + 1) != '.') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int place = i == 0 ? from : from + 1 + i;
            int digit = place < to ? text.charAt(place) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= 1_000 ? value : -1;
    }

    private void skip(char a, char b, char c) {
        while (at < text.length() && (text.charAt(at) == a || text.charAt(at) == b || text.charAt(at) == c)) {
            at++;
        }
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~/".indexOf(c) >= 0;
    }

    /** Whether all of it was read. */
    boolean isReadable() {
        return readable;
    }

    /** 0 to 1000. */
    int quality() {
        return quality;
    }

    int length() {
        return end - start;
    }

    /** Whether the element is that word, without regard to the case of ASCII. */
    boolean is(String word) {
        return length() == word.length() && startsWith(word);
    }

    /** Whether the element begins with that word. */
    boolean startsWith(String word) {
        if (length() < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(text.charAt(start + i)) != lower(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The character at that place of the element. */
    char charAt(int index) {
        return text.charAt(start + index);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
