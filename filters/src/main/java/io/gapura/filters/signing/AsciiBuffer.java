package io.gapura.filters.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a signature base as it grows: written once, into one array. Not thread-safe. */
final class AsciiBuffer {
    /** What is copied over is gone as surely as what is filled, in a fraction of the time. */
    private static final byte[] NOTHING = new byte[1_024];

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
        return append(text, 0, text.length());
    }

    /** A part of a text, which must be ASCII. */
    @SuppressWarnings(
            "deprecation") // drops the upper halves of characters, which ASCII has none of, and is a plain copy
    AsciiBuffer append(String text, int from, int to) {
        reserve(to - from);
        text.getBytes(from, to, bytes, length);
        length += to - from;
        return this;
    }

    AsciiBuffer append(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    /** A length, in as few bytes as it takes: seven bits each, the lowest first, all but the last with the eighth set. */
    AsciiBuffer appendLength(int value) {
        reserve(5);
        int rest = value;
        while (rest > 0x7F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Empty again; what it held stays until it is written over, so only for what is no secret. */
    void reset() {
        length = 0;
    }

    /** Empty again, and what it held is gone. */
    void wipe() {
        if (length <= NOTHING.length) {
            System.arraycopy(NOTHING, 0, bytes, 0, length);
        } else {
            Arrays.fill(bytes, 0, length, (byte) 0);
        }
        length = 0;
    }

    /**
     * Appends a part of a text that may hold spaces, tabs and visible ASCII, and stops at anything else.
     *
     * @return the index of the first character that it stopped at, or {@code to}
     */
    int appendVisible(String text, int from, int to) {
        reserve(to - from);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c > 0x7E || c < 0x20 && c != '\t') {
                break;
            }
            bytes[length++] = (byte) c;
            at++;
        }
        return at;
    }

    /**
     * Appends spaces and visible ASCII, and nothing when there is anything else.
     *
     * @return the index of the first character that is none, or the length
     */
    @SuppressWarnings("deprecation") // drops the upper halves of characters, and what had one is looked at
    int appendPrintable(String text) {
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, bytes, length);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return i;
            }
        }
        length += count;
        return count;
    }

    /** Drops spaces and tabs from the end, as far as there. */
    AsciiBuffer trimTo(int start) {
        while (length > start && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t')) {
            length--;
        }
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

    byte at(int index) {
        return bytes[index];
    }

    /** The array itself, of which {@link #length} bytes count: for who signs or verifies and keeps nothing. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
