package io.gapura.filters.audit;

/** Integers as a stored line has them: at most fifteen digits, no zero before others, no negative zero. */
final class PlainNumber {
    private static final int LONGEST = 15;

    private PlainNumber() {}

    /** Where the number that begins there ends; negative when none does. */
    static int end(byte[] line, int from, int to) {
        int digits = from < to && line[from] == '-' ? from + 1 : from;
        int at = digits;
        while (at < to && line[at] >= '0' && line[at] <= '9' && at - digits <= LONGEST) {
            at++;
        }
        int count = at - digits;
        boolean bad = count == 0 || count > LONGEST || line[digits] == '0' && (count > 1 || digits > from);
        return bad ? -1 : at;
    }

    /** The value of one whose bounds are known. */
    static long read(byte[] line, int from, int to) {
        boolean negative = line[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 + line[at] - '0';
        }
        return negative ? -value : value;
    }
}
