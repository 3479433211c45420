package io.gapura.validation.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Random access to content that may lie about itself: whatever lies outside of it is a {@link BrokenFormatException},
 * never an index out of bounds. Of a file 16 KiB are in memory at a time.
 *
 * <p>Belongs to one thread.
 */
final class Window {
    private static final int SIZE = 16_384;

    private final @Nullable FileChannel channel;
    private final long length;
    private final byte[] piece;
    private long start;
    private int filled;

    private Window(@Nullable FileChannel channel, long length, byte[] piece, int filled) {
        this.channel = channel;
        this.length = length;
        this.piece = piece;
        this.filled = filled;
    }

    static Window of(byte[] content) {
        return new Window(null, content.length, content, content.length);
    }

    /** Reads at positions: the position of the channel stays. */
    static Window of(FileChannel channel) throws IOException {
        long length = channel.size();
        return new Window(channel, length, new byte[(int) Math.min(SIZE, Math.max(length, 1))], 0);
    }

    long length() {
        return length;
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length - count;
    }

    int u8(long at) throws IOException {
        return piece[reach(at)] & 0xFF;
    }

    /** Where a byte is in the piece that is in memory from then on. */
    private int reach(long at) throws IOException {
        if (at >= start && at - start < filled) {
            return (int) (at - start);
        }
        if (channel == null || at < 0 || at >= length) {
            throw new BrokenFormatException("cut");
        }
        // A little of what lies before: walks that look back do not read twice.
        long from = Math.max(0, at - 64);
        ByteBuffer target = ByteBuffer.wrap(piece);
        while (target.hasRemaining() && channel.read(target, from + target.position()) > 0) {
            // a file may be read in parts
        }
        start = from;
        filled = target.position();
        BrokenFormatException.require(at - start < filled, "cut");
        return (int) (at - start);
    }

    int u16be(long at) throws IOException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(long at) throws IOException {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24le(long at) throws IOException {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32be(long at) throws IOException {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(long at) throws IOException {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    /** Refuses what no file is long. */
    long u64be(long at) throws IOException {
        long high = u32be(at);
        BrokenFormatException.require(high <= Integer.MAX_VALUE, "length");
        return high << 32 | u32be(at + 4);
    }

    /** The end of the content when nothing but up to three zeros lies before it, else the same place. */
    long pastFiller(long end) throws IOException {
        boolean filler = end <= length && length - end <= 3;
        for (long at = end; filler && at < length; at++) {
            filler = u8(at) == 0;
        }
        return filler ? length : end;
    }

    /** Whether these characters, each a byte, stand there; false behind the end. */
    boolean matches(long at, String latin1) throws IOException {
        if (!has(at, latin1.length())) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (u8(at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where a byte is found next; -1 when it is not. */
    long indexOf(int octet, long from) throws IOException {
        long at = from;
        while (at < length) {
            int i = reach(at);
            for (int j = i; j < filled; j++) {
                if ((piece[j] & 0xFF) == octet) {
                    return start + j;
                }
            }
            at = start + filled;
        }
        return -1;
    }

    /** Where a marker of JPEG is found next that is neither stuffed, nor a restart, nor filling; -1 when none is. */
    long jpegMarker(long from) throws IOException {
        boolean begun = false;
        long at = from;
        while (at < length) {
            for (int j = reach(at); j < filled; j++) {
                int octet = piece[j] & 0xFF;
                if (begun && octet != 0 && octet != 0xFF && (octet < 0xD0 || octet > 0xD7)) {
                    return start + j - 1;
                }
                begun = octet == 0xFF;
            }
            at = start + filled;
        }
        return -1;
    }

    /** Copies as many as there are in one go: at least one. */
    int read(long at, byte[] target, int offset, int most) throws IOException {
        int i = reach(at);
        int count = Math.min(most, filled - i);
        System.arraycopy(piece, i, target, offset, count);
        return count;
    }

    byte[] bytes(long at, int count) throws IOException {
        BrokenFormatException.require(has(at, count), "cut");
        byte[] copy = new byte[count];
        int done = 0;
        while (done < count) {
            done += read(at + done, copy, done, count - done);
        }
        return copy;
    }

    String latin1(long at, int count) throws IOException {
        return new String(bytes(at, count), StandardCharsets.ISO_8859_1);
    }
}
