package io.gapura.filters.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a segment into lines of at most 64 KiB; what is longer comes in pieces, none of which is an event. */
final class SegmentReader implements Closeable {
    private static final int LONGEST = 65_536;

    private final InputStream in;
    private final byte[] buffer = new byte[2 * LONGEST];
    private int at;
    private int from;
    private int to;
    private int limit;
    private long end;
    private boolean terminated;

    private SegmentReader(InputStream in, long from) {
        this.in = in;
        this.end = from;
    }

    static SegmentReader of(Path segment) throws IOException {
        return new SegmentReader(Files.newInputStream(segment), 0);
    }

    /** From an offset on, which should be where a line begins. */
    static SegmentReader from(Path segment, long offset) throws IOException {
        FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ);
        try {
            return new SegmentReader(Channels.newInputStream(channel.position(offset)), offset);
        } catch (IOException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    /** The next line without its LF; null at the end. */
    byte @Nullable [] next() throws IOException {
        return advance() ? line() : null;
    }

    /** Says where a line ends that is like those before it, having seen that no line feed is in it. */
    @FunctionalInterface
    interface Guess {
        /** Negative when it does not know; whether a line feed is there is not its business. */
        int end(byte[] buffer, int from, int limit);
    }

    /** Goes to the next line; false at the end. */
    boolean advance() throws IOException {
        return advance((bytes, start, end) -> -1);
    }

    /** The same, without looking for the line feed where somebody knows better. */
    boolean advance(Guess guess) throws IOException {
        int window = Math.min(limit, at + LONGEST);
        int stop = guess.end(buffer, at, window);
        if (stop < 0 || stop >= window || buffer[stop] != '\n') {
            stop = PlainText.lineFeed(buffer, at, window);
        }
        while (stop == limit && limit - at < LONGEST && filled()) {
            stop = PlainText.lineFeed(buffer, at, Math.min(limit, at + LONGEST));
        }
        stop = Math.min(stop, limit); // what is there may have moved
        from = at;
        to = stop;
        terminated = stop < limit && buffer[stop] == '\n' && stop - at < LONGEST;
        at = terminated ? stop + 1 : stop;
        end += at - from;
        return at > from;
    }

    /** More behind what is there, which moves to the front when there is no room for a whole line any more. */
    private boolean filled() throws IOException {
        if (buffer.length - at <= LONGEST) {
            System.arraycopy(buffer, at, buffer, 0, limit - at);
            limit -= at;
            at = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }

    /** A copy of the line. */
    byte[] line() {
        return Arrays.copyOfRange(buffer, from, to);
    }

    /** Where the line is until the next one is read: from {@link #from} to {@link #to}. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Where the last line ended, its LF included. */
    long end() {
        return end;
    }

    /** Whether the last line had its LF. */
    boolean terminated() {
        return terminated;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
