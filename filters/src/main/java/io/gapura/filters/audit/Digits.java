package io.gapura.filters.audit;

import java.util.Arrays;

/**
 * A number with its decimal digits, for one that is written again and again and grows by one between, or not at all. Not
 * thread-safe.
 */
final class Digits {
    private static final int MOST = 19;

    private final byte[] digits = new byte[MOST];
    private int from;
    private long value;

    Digits() {
        write(0);
    }

    long value() {
        return value;
    }

    /** Not negative. */
    void set(long number) {
        if (number != value) {
            write(number);
        }
    }

    private void write(long number) {
        value = number;
        Arrays.fill(digits, (byte) '0'); // what stands before them is where it grows to
        from = MOST;
        long rest = number;
        do {
            digits[--from] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    void increment() {
        value++;
        int at = MOST - 1;
        while (digits[at] == '9') {
            digits[at--] = '0';
        }
        digits[at]++;
        from = Math.min(from, at);
    }

    void putTo(Pending line) {
        line.put(digits, from, MOST);
    }
}
