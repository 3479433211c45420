package io.gapura.filters.audit;

import java.io.BufferedInputStream;
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
    private long start;
    private long end;
    private boolean terminated;

    private SegmentReader(InputStream in) {
        this.in = in;
    }

    static SegmentReader of(Path segment) throws IOException {
        return new SegmentReader(new BufferedInputStream(Files.newInputStream(segment), LONGEST));
    }

    /** The next line without its LF; null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        start = end;
        terminated = false;
        while (line.size() < LONGEST) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            end++;
            if (octet == '\n') {
                terminated = true;
                break;
            }
            line.write(octet);
        }
        return end == start ? null : line.toByteArray();
    }

    /** Where the last line began. */
    long start() {
        return start;
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
