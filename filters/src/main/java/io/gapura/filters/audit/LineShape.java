package io.gapura.filters.audit;

import java.util.Arrays;

/**
 * What lines of one kind have in common: everything but their values. Whoever has read one of them knows the next by
 * comparing what lies between the values, without looking at names and braces again. Immutable.
 */
final class LineShape {
    private final byte[] text; // the line that it was learned from
    private final int[] starts; // of its values
    private final int[] ends;
    private final boolean[] numbers;
    private final LineValues.Role[] roles;

    private LineShape(byte[] text, int[] starts, int[] ends, boolean[] numbers, LineValues.Role[] roles) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.numbers = numbers;
        this.roles = roles;
    }

    /** Of a line that was read and found to be canonical. */
    static LineShape of(byte[] line, int from, int to, LineValues values) {
        int count = values.count();
        int[] starts = new int[count];
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = values.start(i) - from;
            ends[i] = values.end(i) - from;
        }
        return new LineShape(Arrays.copyOfRange(line, from, to), starts, ends, values.numbers(), values.roles());
    }

    /**
     * Where a line ends that has it: that line is as canonical, every byte of it was looked at, and its values are known.
     * Negative when what begins there has it not.
     */
    int end(byte[] bytes, int from, int limit, LineValues values) {
        values.clear();
        int at = from;
        int known = 0;
        for (int i = 0; i < starts.length; i++) {
            int between = starts[i] - known;
            if (limit - at < between || !PlainText.same(bytes, at, text, known, between)) {
                return -1;
            }
            int start = at + between;
            at = numbers[i] ? PlainNumber.end(bytes, start, limit) : PlainText.end(bytes, start, limit);
            if (at < 0) {
                return -1;
            }
            known = ends[i];
            if (roles[i] != LineValues.Role.NONE) {
                values.add(start, at, roles[i]);
            }
        }
        int last = text.length - known;
        return limit - at >= last && PlainText.same(bytes, at, text, known, last) ? at + last : -1;
    }
}
