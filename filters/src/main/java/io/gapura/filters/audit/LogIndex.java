package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines of a log by their sequence without reading those before, newest first if need be: by the names of the
 * segments and the offset of each 256th line. Of a log of any size it keeps 24 bytes for 256 lines, of at most 1,024
 * segments at a time; lines are never kept. Works beside a running writer. What is read here is not verified.
 *
 * <p>Thread-safe. A line of more than 64 KiB, which no event is, is given by its beginning.
 */
public final class LogIndex {
    private static final int KEPT = 1_024;

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, SegmentIndex> kept = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Up to 256 lines that lie together.
     *
     * @param first sequence
     * @param end behind the last sequence
     * @param earliest time in ms; none of its events is earlier
     * @param latest time in ms; none is later
     */
    public record Span(long first, long end, long earliest, long latest, Path segment, long offset) {
        /** Whether an event of this span may be in that range. */
        public boolean mayHold(LogQuery query) {
            return query.from().map(from -> latest >= from.toEpochMilli()).orElse(true)
                    && query.to().map(to -> earliest < to.toEpochMilli()).orElse(true);
        }
    }

    private LogIndex(Path directory) {
        this.directory = directory;
    }

    /** The folder that holds {@code segment/}, or will: a log that is not there yet has no lines. */
    public static LogIndex of(Path directory) {
        return new LogIndex(directory);
    }

    /** The first sequence that is there: 0, or more where earlier segments were pruned. */
    public long begin() throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        return segments.isEmpty() ? 0 : LogDirectory.first(segments.get(0));
    }

    /** Behind the last whole line. */
    public long end() throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        if (segments.isEmpty()) {
            return 0;
        }
        SegmentIndex last = index(segments.get(segments.size() - 1));
        return last.first + last.lines;
    }

    /** The last span that has a line below that sequence; empty when none has. Lines that are missing are passed over. */
    public Optional<Span> before(long sequence) throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        long bound = Long.MAX_VALUE;
        for (int i = segments.size() - 1; i >= 0; i--) {
            long first = LogDirectory.first(segments.get(i));
            if (first < sequence) {
                SegmentIndex index = index(segments.get(i));
                long last = Math.min(Math.min(sequence, bound), first + index.lines) - 1;
                if (last >= first) {
                    return Optional.of(span(index, index.spanOf(last - first), bound));
                }
            }
            bound = first;
        }
        return Optional.empty();
    }

    private static Span span(SegmentIndex index, int span, long bound) {
        long first = index.first + (long) span * SegmentIndex.SPAN;
        long end = Math.min(Math.min(first + SegmentIndex.SPAN, index.first + index.lines), bound);
        return new Span(first, end, index.earliest(span), index.latest(span), index.segment, index.offset(span));
    }

    /** The lines of a span, without their line feeds, in their order. */
    public List<byte[]> read(Span span) throws IOException {
        List<byte[]> lines = new ArrayList<>(SegmentIndex.SPAN);
        try (SegmentReader reader = SegmentReader.from(span.segment(), span.offset())) {
            byte[] line = reader.next();
            while (line != null && span.first() + lines.size() < span.end()) {
                lines.add(line);
                line = whole(reader) ? reader.next() : null;
            }
        }
        return lines;
    }

    /** Passes over what is left of a line that is too long. */
    private static boolean whole(SegmentReader reader) throws IOException {
        while (!reader.terminated()) {
            if (reader.next() == null) {
                return false;
            }
        }
        return true;
    }

    /** One line; empty when it is not there. */
    public Optional<byte[]> line(long sequence) throws IOException {
        if (sequence < 0 || sequence == Long.MAX_VALUE) {
            return Optional.empty();
        }
        Optional<Span> span = before(sequence + 1);
        if (span.isEmpty() || sequence >= span.get().end()) {
            return Optional.empty();
        }
        List<byte[]> lines = read(span.get());
        int place = (int) (sequence - span.get().first());
        return place < lines.size() ? Optional.of(lines.get(place)) : Optional.empty();
    }

    /** Files are read outside of the lock: two who ask at once may both read. */
    private SegmentIndex index(Path segment) throws IOException {
        SegmentIndex known = known(segment);
        SegmentIndex current = known == null ? SegmentIndex.of(segment) : known.current();
        if (current != known) {
            keep(current);
        }
        return current;
    }

    private @Nullable SegmentIndex known(Path segment) {
        lock.lock();
        try {
            return kept.get(segment);
        } finally {
            lock.unlock();
        }
    }

    private void keep(SegmentIndex index) {
        lock.lock();
        try {
            kept.put(index.segment, index);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
