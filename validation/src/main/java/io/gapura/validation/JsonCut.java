package io.gapura.validation;

import java.util.Arrays;

/**
 * Where a document is cut on its way to an incremental parser, whose verdict may hang on the cut: a comma or colon, with
 * the white space around it, is held back until the byte that follows is there, and fed together with it.
 *
 * <p>Holds no more than a string may have: more commas and blanks than that are too long a string, or are white space
 * that need not be kept, or are no JSON whether they are kept or not.
 */
final class JsonCut {
    private final int most;
    private byte[] held = new byte[16];
    private int length;
    private boolean joined;

    JsonCut(int longestToken) {
        this.most = longestToken + 16;
    }

    /**
     * Adds to what is held what belongs to it: separators, white space, and the byte behind them.
     *
     * @return where the rest of the piece begins
     */
    int join(byte[] piece, int from, int to) {
        if (length == 0) {
            return from;
        }
        int at = from;
        while (at < to && isJoint(piece[at])) {
            keep(piece[at++]);
        }
        if (at == to) {
            return to;
        }
        append(piece[at]);
        joined = true;
        return at + 1;
    }

    /** Whether what is held may be fed. */
    boolean isJoined() {
        return joined;
    }

    byte[] held() {
        return held;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        joined = false;
    }

    /**
     * Holds back the end of a piece if it could be a cut that matters.
     *
     * @return where that end begins
     */
    int hold(byte[] piece, int from, int to) {
        int end = to;
        boolean separated = false;
        while (end > from && isJoint(piece[end - 1])) {
            end--;
            separated |= isSeparator(piece[end]);
        }
        if (!separated) {
            return to;
        }
        for (int at = end; at < to; at++) {
            keep(piece[at]);
        }
        return end;
    }

    private void keep(byte octet) {
        if (length < most) {
            append(octet);
        }
    }

    private void append(byte octet) {
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
        }
        held[length++] = octet;
    }

    private static boolean isJoint(byte octet) {
        return isSeparator(octet) || octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }

    private static boolean isSeparator(byte octet) {
        return octet == ',' || octet == ':';
    }
}
