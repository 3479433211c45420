package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines that the disk has not confirmed yet, kept so that a failed force loses none of them. A part of them is with the
 * operating system, a part of those is acknowledged. Bounded by who writes: it forces before this grows. Not thread-safe.
 */
final class Pending {
    private static final int SMALLEST = 64 * 1_024;
    private static final int KEPT = 1 << 20;

    private byte[] bytes = new byte[SMALLEST];
    private int length;
    private int written;
    private int acknowledged;
    private long first;

    Pending(long next) {
        this.first = next;
    }

    /** Of the first line in it, or of the next one. */
    long first() {
        return first;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The part that the operating system does not have. */
    ByteBuffer unwritten() {
        return ByteBuffer.wrap(bytes, written, length - written);
    }

    int unwrittenLength() {
        return length - written;
    }

    ByteBuffer all() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    void written() {
        written = length;
    }

    /** Somebody was told that what is written is stored. */
    void acknowledged() {
        acknowledged = written;
    }

    /** Takes back what nobody was promised. */
    void rollBack() {
        length = acknowledged;
        written = Math.min(written, length);
    }

    /** Takes over what came behind it, which then is empty; all of this was written. */
    void absorb(Pending later) {
        int before = length;
        put(later.bytes, 0, later.length);
        written = before + later.written;
        acknowledged = later.acknowledged == 0 ? acknowledged : before + later.acknowledged;
        later.confirmed(later.first);
    }

    /** The last line of what is left; null when nothing is. */
    HashChain.@Nullable Link lastLine() {
        if (length == 0) {
            return null;
        }
        int start = length - 1;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        try {
            return LogLine.read(Arrays.copyOfRange(bytes, start, length - 1)).link();
        } catch (IOException impossible) {
            throw new IllegalStateException("a line that was just written cannot be read", impossible);
        }
    }

    /** How many lines are left. */
    long lines() {
        long count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** The next line, which is the first one, has that sequence. */
    void begin(long next) {
        first = next;
    }

    /** The disk has all of it; the next line has that sequence. */
    void confirmed(long next) {
        boolean busy = length > bytes.length / 8; // what is filled again in no time is not made anew each time
        length = 0;
        written = 0;
        acknowledged = 0;
        first = next;
        if (bytes.length > KEPT && !busy) {
            bytes = new byte[KEPT];
        }
    }

    void put(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(char octet) {
        room(1);
        bytes[length++] = (byte) octet;
    }

    /** Decimal digits; not negative. */
    void number(long value) {
        room(20);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Leaves a gap; returns where. */
    int gap(int size) {
        room(size);
        length += size;
        return length - size;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
