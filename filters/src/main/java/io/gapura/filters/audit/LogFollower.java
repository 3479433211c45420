package io.gapura.filters.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from outside while it is written, across its segments, and verifies fingerprints and chain as it goes. It
 * sees lines that are written; only who writes knows which of them the disk has confirmed, so a line may be withdrawn: when
 * the next segment begins with its sequence. Not thread-safe.
 */
public final class LogFollower implements Closeable {
    private final Path root;
    private final long from;
    private @Nullable Path segment;
    private @Nullable SegmentReader reader;
    private long next;
    private HashChain.@Nullable Link last;
    private @Nullable String chain;

    /** Takes what comes. */
    public interface Taker {
        /** A line that follows the one before. */
        void line(long sequence, byte[] line) throws IOException;

        /** Lines from that sequence on were never acknowledged: others take their numbers. */
        void withdrawn(long from);
    }

    private LogFollower(Path root, long from) {
        this.root = root;
        this.from = from;
    }

    /**
     * From a sequence on; from the first one that is kept when that one was pruned.
     *
     * @throws IOException when there is no log
     */
    public static LogFollower at(Path directory, long from) throws IOException {
        StoredLog.at(directory);
        return new LogFollower(directory, from);
    }

    /** The sequence that the next line will have, as far as it is written. */
    public static long end(Path directory) throws IOException {
        try (LogFollower follower = at(directory, Long.MAX_VALUE)) {
            follower.poll(new Taker() {
                @Override
                public void line(long sequence, byte[] line) {}

                @Override
                public void withdrawn(long first) {}
            });
            return follower.next;
        }
    }

    /**
     * Gives all whole lines that are there and were not given.
     *
     * @return what is wrong with the next one; then there is nothing more to follow
     */
    public Optional<LogReport.Tampered> poll(Taker taker) throws IOException {
        try {
            while (step(taker)) {
                // one more
            }
            return Optional.empty();
        } catch (TamperedException found) {
            return Optional.of(found.report(""));
        }
    }

    /** Whether there may be more. */
    private boolean step(Taker taker) throws IOException, TamperedException {
        List<Path> segments = LogDirectory.segments(root);
        if (segments.isEmpty()) {
            return false;
        }
        Path current = segment == null ? begin(segments) : segment;
        Optional<Path> after = segments.stream()
                .filter(each -> LogDirectory.first(each) > LogDirectory.first(current))
                .findFirst();
        long end = after.map(LogDirectory::first).orElse(Long.MAX_VALUE);
        if (next >= end) {
            goOn(current, after.orElseThrow(), taker);
            return true;
        }
        return read(current, end, taker);
    }

    private Path begin(List<Path> segments) throws IOException {
        Path holding = segments.get(0);
        for (Path each : segments) {
            holding = LogDirectory.first(each) <= from ? each : holding;
        }
        open(holding, LogDirectory.first(holding), 0);
        return holding;
    }

    private void open(Path file, long sequence, long offset) throws IOException {
        close();
        segment = file;
        next = sequence;
        reader = SegmentReader.from(file, offset);
    }

    /** The name of a segment ends the one before, whatever is left in it. */
    private void goOn(Path current, Path after, Taker taker) throws IOException, TamperedException {
        long first = LogDirectory.first(after);
        if (next > first) {
            last = linkBefore(current, first);
            if (next > from) {
                taker.withdrawn(first);
            }
        }
        open(after, first, 0);
    }

    private HashChain.@Nullable Link linkBefore(Path file, long end) throws IOException, TamperedException {
        HashChain.Link link = null;
        try (SegmentReader again = SegmentReader.of(file)) {
            for (long at = LogDirectory.first(file); at < end; at++) {
                byte[] line = again.next();
                if (line == null) {
                    throw new TamperedException(at, "line missing");
                }
                link = LogLine.read(line).link();
            }
        }
        return link;
    }

    private boolean read(Path current, long end, Taker taker) throws IOException, TamperedException {
        SegmentReader open = reader;
        if (open == null) {
            throw new IOException("the log is closed");
        }
        long begin = open.end();
        byte[] bytes = open.next();
        if (bytes == null || !open.terminated()) {
            if (end != Long.MAX_VALUE) {
                throw new TamperedException(next, "line missing");
            }
            open(current, next, begin); // the rest of it may come, or be cut off by who writes after a crash
            return false;
        }
        LogLine line = verified(bytes);
        last = line.link();
        chain = line.chain();
        next++;
        if (line.sequence() >= from) {
            taker.line(line.sequence(), bytes);
        }
        return true;
    }

    private LogLine verified(byte[] bytes) throws TamperedException {
        LogLine line;
        try {
            line = LogLine.read(bytes);
        } catch (IOException bad) {
            throw new TamperedException(next, "line is not what its fingerprint says");
        }
        if (line.sequence() != next) {
            throw new TamperedException(next, "line out of sequence");
        }
        boolean known = chain != null || next == 0;
        if (known && !line.previous().equals(Optional.ofNullable(last))) {
            throw new TamperedException(next, "chain broken");
        }
        if (chain != null && !chain.equals(line.chain())) {
            throw new TamperedException(next, "line of another log");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        SegmentReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
