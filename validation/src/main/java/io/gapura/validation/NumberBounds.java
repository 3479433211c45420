package io.gapura.validation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The range of a number: both ends, each its own or not, and how many digits. A number is looked at as text first: one of
 * an exponent over 1,000 is out of every range, because writing it out would fill the memory.
 */
record NumberBounds(
        @Nullable BigDecimal least,
        boolean leastOpen,
        @Nullable BigDecimal most,
        boolean mostOpen,
        int integerDigits,
        int fractionDigits) {
    static final NumberBounds NONE = new NumberBounds(null, false, null, false, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int LARGEST_EXPONENT = 1_000;
    private static final int SURELY_LONG = 18;

    static NumberBounds between(BigDecimal least, BigDecimal most) {
        return new NumberBounds(least, false, most, false, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    static NumberBounds between(long least, long most) {
        return between(BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    }

    NumberBounds atLeast(BigDecimal end, boolean open) {
        return new NumberBounds(end, open, most, mostOpen, integerDigits, fractionDigits);
    }

    NumberBounds atMost(BigDecimal end, boolean open) {
        return new NumberBounds(least, leastOpen, end, open, integerDigits, fractionDigits);
    }

    NumberBounds digits(int integer, int fraction) {
        return new NumberBounds(least, leastOpen, most, mostOpen, integer, fraction);
    }

    boolean isBounded() {
        return least != null && most != null || integerDigits < Integer.MAX_VALUE;
    }

    boolean contains(BigDecimal number) {
        int low = least == null ? 1 : number.compareTo(least);
        int high = most == null ? -1 : number.compareTo(most);
        return (leastOpen ? low > 0 : low >= 0) && (mostOpen ? high < 0 : high <= 0) && hasDigits(number);
    }

    private boolean hasDigits(BigDecimal number) {
        if (integerDigits == Integer.MAX_VALUE) {
            return true;
        }
        BigDecimal plain = number.stripTrailingZeros();
        return Math.max(0, plain.precision() - plain.scale()) <= integerDigits
                && Math.max(0, plain.scale()) <= fractionDigits;
    }

    /** The number, or null when its exponent is too large to be looked at. */
    static @Nullable BigDecimal read(char[] text, int from, int length) {
        if (length <= SURELY_LONG && isInteger(text, from, length)) {
            return BigDecimal.valueOf(longOf(text, from, length));
        }
        return isExponentSmall(text, from, length) ? new BigDecimal(text, from, length) : null;
    }

    private static boolean isInteger(char[] text, int from, int length) {
        for (int i = from + (text[from] == '-' ? 1 : 0); i < from + length; i++) {
            if (text[i] > '9' || text[i] < '0') {
                return false;
            }
        }
        return true;
    }

    private static long longOf(char[] text, int from, int length) {
        boolean negative = text[from] == '-';
        long value = 0;
        for (int i = from + (negative ? 1 : 0); i < from + length; i++) {
            value = 10 * value + (text[i] - '0');
        }
        return negative ? -value : value;
    }

    private static boolean isExponentSmall(char[] text, int from, int length) {
        int to = from + length;
        int at = from;
        while (at < to && text[at] != 'e' && text[at] != 'E') {
            at++;
        }
        long exponent = 0;
        for (at++; at < to && exponent <= LARGEST_EXPONENT; at++) {
            exponent = text[at] == '+' || text[at] == '-' ? 0 : 10 * exponent + (text[at] - '0');
        }
        return exponent <= LARGEST_EXPONENT;
    }

    /** {@code 7.0} is one, {@code 7.5} is not. */
    static boolean isInteger(BigDecimal number) {
        return number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
