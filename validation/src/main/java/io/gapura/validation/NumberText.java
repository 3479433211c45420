package io.gapura.validation;

/**
 * The text forms of numbers: ASCII alone, one spelling for one value. {@code Integer.parseInt} takes a leading plus and
 * the digits of any script, {@code Double.parseDouble} takes {@code 0x1p3}, {@code 1d} and {@code NaN}; Jakarta REST
 * runtimes pass both.
 */
final class NumberText {
    /** Digits of a number of any size: converting text costs time in the square of them. */
    static final int LONGEST = 100;

    private NumberText() {}

    /** {@code 0} or {@code -?[1-9][0-9]*}, of at most {@link #LONGEST} characters. */
    static boolean isInteger(String text) {
        int length = text.length();
        int from = length > 1 && text.charAt(0) == '-' ? 1 : 0;
        if (length == 0 || length > LONGEST) {
            return false;
        }
        if (text.charAt(from) == '0') {
            return length == 1;
        }
        return digitsFrom(text, from) == length;
    }

    /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?}, no exponent. */
    static boolean isDecimal(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        int from = text.charAt(0) == '-' ? 1 : 0;
        int whole = digitsFrom(text, from);
        boolean plain = whole > from && (text.charAt(from) != '0' || whole == from + 1);
        if (!plain || whole == length) {
            return plain;
        }
        return text.charAt(whole) == '.' && whole + 1 < length && digitsFrom(text, whole + 1) == length;
    }

    /** Where the run of digits ends. */
    private static int digitsFrom(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Whether a text that {@link #isInteger} is within 64 bits. */
    static boolean isLong(String text) {
        boolean negative = text.charAt(0) == '-';
        int digits = text.length() - (negative ? 1 : 0);
        String limit = negative ? "9223372036854775808" : "9223372036854775807";
        if (digits != limit.length()) {
            return digits < limit.length();
        }
        int offset = negative ? 1 : 0;
        for (int i = 0; i < limit.length(); i++) {
            int difference = text.charAt(i + offset) - limit.charAt(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return true;
    }

    /** The value of a text that {@link #isLong}, without an object. */
    static long longOf(String text) {
        boolean negative = text.charAt(0) == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            value = value * 10 - (text.charAt(i) - '0'); // downwards: the lowest number has no positive
        }
        return negative ? value : -value;
    }
}
