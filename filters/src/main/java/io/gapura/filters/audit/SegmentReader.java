package io.gapura.filters.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Cuts a segment into lines of at most 64 KiB; what is longer comes in pieces, none of which is an event. */
final class SegmentReader implements Closeable {
    private static final int LONGEST = 65_536;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST];
    private int at;
    private int limit;
    private long end;
    private boolean terminated;

    private SegmentReader(InputStream in) {
        this.in = in;
    }

    static SegmentReader of(Path segment) throws IOException {
        return new SegmentReader(Files.newInputStream(segment));
    }

    /** The next line without its LF; null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        long start = end;
        terminated = false;
        while (!terminated && line.size() < LONGEST && filled()) {
            take(line);
        }
        return end == start ? null : line.toByteArray();
    }

    private boolean filled() throws IOException {
        if (at == limit) {
            at = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return limit > 0;
    }

    /** What the buffer holds of the line. */
    private void take(ByteArrayOutputStream line) {
        int stop = Math.min(limit, at + LONGEST - line.size());
        int to = at;
        while (to < stop && buffer[to] != '\n') {
            to++;
        }
        line.write(buffer, at, to - at);
        terminated = to < stop;
        int next = terminated ? to + 1 : to;
        end += next - at;
        at = next;
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
