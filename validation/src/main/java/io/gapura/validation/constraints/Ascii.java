package io.gapura.validation.constraints;

import java.util.Locale;

/** Classes of ASCII characters, asked of any character: the JDK's questions answer for all of Unicode. */
final class Ascii {
    private Ascii() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isAlphanumeric(int c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isHex(int c) {
        return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    /** A to Z only: no locale, no letter beyond. */
    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether this part of the text is the word but for the case of ASCII letters. */
    static boolean regionEquals(CharSequence text, int from, int to, String lowerWord) {
        if (to - from != lowerWord.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(text.charAt(i)) != lowerWord.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    static int indexOf(CharSequence text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Which of the characters of a class are below 64, as bits; {@link #high} has those above. */
    static long low(String characters) {
        return bits(characters, 0);
    }

    static long high(String characters) {
        return bits(characters, 64);
    }

    private static long bits(String characters, int from) {
        return characters
                .chars()
                .filter(c -> c >= from && c < from + 64)
                .mapToLong(c -> 1L << c)
                .reduce(0, (one, other) -> one | other);
    }

    /** Whether it is of the class with these bits; nothing beyond ASCII is. */
    static boolean isIn(int c, long low, long high) {
        return c < 128 && ((c < 64 ? low : high) >>> c & 1) != 0;
    }
}
