package io.gapura.filters.signing;

import java.util.Arrays;

/** Bytes of a signature base as it grows: written once, into one array. Not thread-safe. */
final class AsciiBuffer {
    private byte[] bytes;
    private int length;

    AsciiBuffer(int expected) {
        bytes = new byte[expected];
    }

    AsciiBuffer append(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** The text must be ASCII. */
    AsciiBuffer append(String text) {
        int more = text.length();
        reserve(more);
        for (int i = 0; i < more; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += more;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
