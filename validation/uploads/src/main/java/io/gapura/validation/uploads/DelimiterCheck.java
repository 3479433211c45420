package io.gapura.validation.uploads;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses what some readers take for a delimiter and others do not: one behind a bare line feed, one that is not followed
 * by a line break or the two hyphens of the last, one with blanks behind it (RFC 2046 §5.1.1 allows them, few read them).
 */
final class DelimiterCheck extends FilterInputStream {
    private final byte[] delimiter;

    /** How much of a line feed, two hyphens and the boundary has come; one more each for the two bytes behind it. */
    private int matched;

    private int before;
    private int last;

    DelimiterCheck(InputStream content, byte[] boundary) {
        super(content);
        delimiter = new byte[boundary.length + 3];
        delimiter[0] = '\n';
        delimiter[1] = '-';
        delimiter[2] = '-';
        System.arraycopy(boundary, 0, delimiter, 3, boundary.length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        int count = in.read(target, offset, most);
        for (int i = offset; i < offset + count; i++) {
            look(target[i]);
        }
        return count;
    }

    /** A delimiter begins with a line feed, which no boundary holds: a match that fails can only begin anew with one. */
    private void look(byte octet) {
        if (matched >= delimiter.length) {
            behind(octet);
        } else if (matched > 0 && octet == delimiter[matched]) {
            matched++;
        } else {
            begin(octet);
        }
        last = octet;
    }

    private void begin(byte octet) {
        matched = octet == '\n' ? 1 : 0;
        before = last;
    }

    /** The first of the two bytes, then the second. */
    private void behind(byte octet) {
        boolean first = matched == delimiter.length;
        boolean line = first ? octet == '\r' : last == '\r' && octet == '\n';
        boolean end = first ? octet == '-' : last == '-' && octet == '-';
        if (before != '\r' || !line && !end) {
            throw MultipartViolation.SYNTAX.refused();
        }
        if (first) {
            matched++;
        } else {
            begin(octet);
        }
    }
}
