package io.gapura.filters.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Where each 256th line of one segment begins, and between which times the lines of each such span lie: 24 bytes for 256
 * lines. Immutable; a segment that has grown gives a further one, made from where the last span began.
 */
final class SegmentIndex {
    /** Lines of a span. */
    static final int SPAN = 256;

    private static final byte[] TIME = ",\"time\":".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;

    final Path segment;
    final long first;
    final long bytes;
    final long lines;
    private final long[] offsets;
    private final long[] earliest;
    private final long[] latest;

    private SegmentIndex(Path segment, Building built) {
        this.segment = segment;
        this.first = LogDirectory.first(segment);
        this.bytes = built.offset;
        this.lines = built.lines;
        this.offsets = Arrays.copyOf(built.offsets, built.spans());
        this.earliest = Arrays.copyOf(built.earliest, built.spans());
        this.latest = Arrays.copyOf(built.latest, built.spans());
    }

    static SegmentIndex of(Path segment) throws IOException {
        Building built = new Building();
        built.read(segment, Files.size(segment));
        return new SegmentIndex(segment, built);
    }

    /** Itself when nothing was added; made anew when the file is another one. */
    SegmentIndex current() throws IOException {
        long size = Files.size(segment);
        if (size == bytes) {
            return this;
        }
        Building built = new Building();
        if (size > bytes && lines > 0) {
            int last = offsets.length - 1;
            built.offsets = Arrays.copyOf(offsets, offsets.length);
            built.earliest = Arrays.copyOf(earliest, offsets.length);
            built.latest = Arrays.copyOf(latest, offsets.length);
            built.offset = offsets[last];
            built.lines = (long) last * SPAN;
        }
        built.read(segment, size);
        return new SegmentIndex(segment, built);
    }

    int spanOf(long line) {
        return (int) (line / SPAN);
    }

    long offset(int span) {
        return offsets[span];
    }

    long earliest(int span) {
        return earliest[span];
    }

    long latest(int span) {
        return latest[span];
    }

    /** Counts line feeds, and reads one number of each line. */
    private static final class Building {
        private long[] offsets = new long[64];
        private long[] earliest = new long[64];
        private long[] latest = new long[64];
        private long offset; // behind the last whole line
        private long lines;

        /** The place in {@link #TIME}, or behind it the number that is being read. */
        private int matched;

        private long number;
        private boolean digits;
        private boolean found;

        int spans() {
            return (int) ((lines + SPAN - 1) / SPAN);
        }

        void read(Path segment, long size) throws IOException {
            byte[] buffer = new byte[BUFFER];
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ);
                    InputStream in = Channels.newInputStream(channel.position(offset))) {
                long at = offset;
                int count = in.read(buffer);
                while (count > 0 && at < size) {
                    int end = (int) Math.min(count, size - at);
                    for (int i = 0; i < end; i++) {
                        at++;
                        take(buffer[i], at);
                    }
                    count = in.read(buffer);
                }
            }
        }

        private void take(byte next, long behind) {
            if (next == '\n') {
                line(behind);
            } else if (!found) {
                search(next);
            }
        }

        /** The first member of that name is the event's own: what comes before it in canonical order has none. */
        private void search(byte next) {
            if (matched < TIME.length) {
                matched = next == TIME[matched] ? matched + 1 : next == TIME[0] ? 1 : 0;
            } else if (next >= '0' && next <= '9' && number < Long.MAX_VALUE / 100) {
                number = number * 10 + next - '0';
                digits = true;
            } else {
                found = true;
                digits &= next == ',';
            }
        }

        private void line(long behind) {
            int span = (int) (lines / SPAN);
            if (lines % SPAN == 0) {
                room(span);
                offsets[span] = offset;
                earliest[span] = Long.MAX_VALUE;
                latest[span] = Long.MIN_VALUE;
            }
            boolean timed = found && digits;
            earliest[span] = timed ? Math.min(earliest[span], number) : Long.MIN_VALUE;
            latest[span] = timed ? Math.max(latest[span], number) : Long.MAX_VALUE;
            lines++;
            offset = behind;
            matched = 0;
            number = 0;
            digits = false;
            found = false;
        }

        private void room(int span) {
            if (span == offsets.length) {
                offsets = Arrays.copyOf(offsets, span * 2);
                earliest = Arrays.copyOf(earliest, span * 2);
                latest = Arrays.copyOf(latest, span * 2);
            }
        }
    }
}
