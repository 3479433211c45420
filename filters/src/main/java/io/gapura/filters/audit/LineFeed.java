package io.gapura.filters.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a log in their sequence, also while it is written: never one that is not committed yet. The name of
 * a segment ends the one before. Reads from the files, so that a slow reader costs no memory. Not thread-safe.
 */
final class LineFeed implements Closeable {
    private final Path root;
    private long next;
    private @Nullable Path segment;
    private @Nullable SegmentReader reader;
    private Place given = new Place(0, 0);

    /** Takes lines in their order. */
    interface Taker {
        void line(long sequence, byte[] line) throws IOException;

        /** The lines from {@code first} to the one before {@code end} are all that counts in the segment. */
        default void segmentEnded(Path segment, long first, long end) throws IOException {}
    }

    private LineFeed(Path root, long next) {
        this.root = root;
        this.next = next;
    }

    /** From that sequence on; lines before it in the same segment are passed over. */
    static LineFeed from(Path root, long sequence) {
        return new LineFeed(root, sequence);
    }

    /** From that sequence on, whose line begins at a byte that was told by {@link #place}. */
    static LineFeed from(Path root, long sequence, Place place) throws IOException {
        LineFeed feed = new LineFeed(root, sequence);
        Path segment = LogDirectory.segment(root, place.segment());
        feed.reader = SegmentReader.from(segment, place.offset());
        feed.segment = segment;
        return feed;
    }

    /** Where a line begins: in the segment of that first sequence, after so many bytes. */
    record Place(long segment, long offset) {}

    long next() {
        return next;
    }

    /** Where the line that was given last begins. */
    Place place() {
        return given;
    }

    /** Gives all lines below that sequence; they are committed. */
    void read(long to, Taker taker) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        while (next < to) {
            Path current = segment == null ? opened(segments) : segment;
            long end = endOf(current, segments);
            if (next >= end) {
                taker.segmentEnded(current, LogDirectory.first(current), end);
                close();
                continue;
            }
            taker.line(next, line());
            next++;
        }
    }

    private Path opened(List<Path> segments) throws IOException {
        Path holding = segments.stream()
                .filter(each -> LogDirectory.first(each) <= next)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IOException("a segment is missing"));
        segment = holding;
        reader = SegmentReader.of(holding);
        for (long skipped = LogDirectory.first(holding); skipped < next; skipped++) {
            line();
        }
        return holding;
    }

    private static long endOf(Path segment, List<Path> segments) {
        int after = segments.indexOf(segment) + 1;
        return after > 0 && after < segments.size() ? LogDirectory.first(segments.get(after)) : Long.MAX_VALUE;
    }

    private byte[] line() throws IOException {
        SegmentReader open = reader;
        long begin = open == null ? 0 : open.end();
        byte[] line = open == null ? null : open.next();
        if (open == null || line == null || !open.terminated()) {
            throw new IOException("a committed line is missing");
        }
        given = new Place(segment == null ? 0 : LogDirectory.first(segment), begin);
        return line;
    }

    /** The next reading opens its segment again. */
    @Override
    public void close() throws IOException {
        segment = null;
        SegmentReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
