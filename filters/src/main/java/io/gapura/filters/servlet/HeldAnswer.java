package io.gapura.filters.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Content that waits for those who want to see it before it leaves, up to a bound. Belongs to one answer. */
final class HeldAnswer {
    private static final int FIRST = 512;

    private final int bound;
    private byte[] bytes = new byte[0];
    private int count;

    HeldAnswer(int bound) {
        this.bound = bound;
    }

    /** Whether there was room for it. */
    boolean takes(byte[] more, int offset, int length) {
        if (length > bound - count) {
            return false;
        }
        if (length > bytes.length - count) {
            long doubled = Math.max(FIRST, Math.max(2L * bytes.length, (long) count + length));
            bytes = Arrays.copyOf(bytes, (int) Math.min(bound, doubled));
        }
        System.arraycopy(more, offset, bytes, count, length);
        count += length;
        return true;
    }

    void clear() {
        count = 0;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, count).slice();
    }

    void writeTo(OutputStream out) throws IOException {
        if (count > 0) {
            out.write(bytes, 0, count);
        }
    }
}
