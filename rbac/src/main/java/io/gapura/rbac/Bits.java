package io.gapura.rbac;

/** Sets of small numbers as words of 64 bits; all sets of one snapshot have the same length. */
final class Bits {
    private static final long[] NONE = {};

    private Bits() {}

    static long[] empty(int size) {
        return size == 0 ? NONE : new long[(size + 63) >>> 6];
    }

    static void add(long[] set, int element) {
        set[element >>> 6] |= 1L << element;
    }

    static boolean has(long[] set, int element) {
        return (set[element >>> 6] & 1L << element) != 0;
    }

    static void addAll(long[] set, long[] other) {
        for (int i = 0; i < set.length; i++) {
            set[i] |= other[i];
        }
    }

    static boolean meet(long[] set, long[] other) {
        for (int i = 0; i < set.length; i++) {
            if ((set[i] & other[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    static int common(long[] set, long[] other) {
        int count = 0;
        for (int i = 0; i < set.length; i++) {
            count += Long.bitCount(set[i] & other[i]);
        }
        return count;
    }

    /** The smallest element from there on, or -1. */
    static int next(long[] set, int from) {
        int word = from >>> 6;
        if (word >= set.length) {
            return -1;
        }
        long rest = set[word] & -1L << from;
        while (rest == 0) {
            if (++word == set.length) {
                return -1;
            }
            rest = set[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    /** The elements, sorted. */
    static int[] numbers(long[] set) {
        int[] numbers = new int[common(set, set)];
        int count = 0;
        for (int element = next(set, 0); element >= 0; element = next(set, element + 1)) {
            numbers[count++] = element;
        }
        return numbers;
    }

    static void keep(long[] set, long[] other) {
        for (int i = 0; i < set.length; i++) {
            set[i] &= other[i];
        }
    }

    static boolean isEmpty(long[] set) {
        return next(set, 0) < 0;
    }
}
