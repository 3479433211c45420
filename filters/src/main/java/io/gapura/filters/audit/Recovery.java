package io.gapura.filters.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a log goes on after its process ended, however it ended. A bad <em>final</em> line is what a crash leaves: it is
 * cut off and kept in {@code quarantine}. A bad line before others is not, so nothing is cut: the log goes on in a new
 * segment, and {@link LogVerifier} names the line.
 *
 * @param next the next sequence
 * @param last the last line whose fingerprint is right; null in an empty log
 * @param segment to go on in; empty when a new one is needed
 * @param cutBytes how many bytes went to quarantine
 * @param damaged whether a line before the last is bad
 * @param surplusBytes how many bytes behind the end of earlier segments went to quarantine: lines that a failing disk did not
 *     confirm, and that were written again
 */
record Recovery(
        long next,
        HashChain.@Nullable Link last,
        Optional<Path> segment,
        long cutBytes,
        boolean damaged,
        long surplusBytes) {
    /** So many segments that were ended by the next one's name are looked at, from the last. */
    private static final int LOOKED_AT = 16;

    private static final int TAIL = 65_536;

    static Recovery of(LogDirectory directory) throws IOException {
        directory.removePrepared();
        List<Path> segments = directory.segments();
        if (segments.isEmpty()) {
            return new Recovery(0, null, Optional.empty(), 0, false, 0);
        }
        Path live = segments.get(segments.size() - 1);
        Scan scan = new Scan(live, Long.MAX_VALUE);
        HashChain.Link last = scan.last == null ? lastBefore(segments) : scan.last;
        if (scan.damaged) {
            return new Recovery(scan.next, last, Optional.empty(), 0, true, 0);
        }
        long cut = scan.torn == null ? 0 : cut(directory, live, scan.goodEnd);
        return new Recovery(scan.next, last, Optional.of(live), cut, false, surplus(directory, segments));
    }

    private static HashChain.@Nullable Link lastBefore(List<Path> segments) throws IOException {
        for (int i = segments.size() - 2; i >= 0; i--) {
            Scan scan = new Scan(segments.get(i), LogDirectory.first(segments.get(i + 1)));
            if (scan.last != null) {
                return scan.last;
            }
        }
        return null;
    }

    private static long surplus(LogDirectory directory, List<Path> segments) throws IOException {
        long bytes = 0;
        for (int i = Math.max(0, segments.size() - 1 - LOOKED_AT); i + 1 < segments.size(); i++) {
            Path segment = segments.get(i);
            long bound = LogDirectory.first(segments.get(i + 1));
            long end = endsWith(segment, bound - 1) ? Long.MAX_VALUE : end(segment, bound);
            bytes += end < Files.size(segment) ? cut(directory, segment, end) : 0;
        }
        return bytes;
    }

    /** Whether that is its last line: told from its tail alone, because there are many of them. */
    private static boolean endsWith(Path segment, long sequence) throws IOException {
        byte[] tail;
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "r")) {
            tail = new byte[(int) Math.min(file.length(), TAIL)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
        }
        int start = tail.length - 1;
        while (start > 0 && tail[start - 1] != '\n') {
            start--;
        }
        try {
            return tail.length > 0
                    && tail[tail.length - 1] == '\n'
                    && LogLine.read(Arrays.copyOfRange(tail, start, tail.length - 1))
                                    .sequence()
                            == sequence;
        } catch (IOException bad) {
            return false;
        }
    }

    /** Where the lines below that sequence end. */
    private static long end(Path segment, long bound) throws IOException {
        try (SegmentReader reader = SegmentReader.of(segment)) {
            for (long next = LogDirectory.first(segment); next < bound; next++) {
                if (reader.next() == null) {
                    return Long.MAX_VALUE;
                }
            }
            return reader.end();
        }
    }

    private static long cut(LogDirectory directory, Path segment, long goodEnd) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            byte[] tail = new byte[(int) (file.length() - goodEnd)];
            file.seek(goodEnd);
            file.readFully(tail);
            directory.quarantine(segment, goodEnd, tail);
            file.setLength(goodEnd);
            file.getFD().sync();
            return tail.length;
        }
    }

    /** One pass over one segment. */
    private static final class Scan {
        private HashChain.@Nullable Link last;
        private byte @Nullable [] torn;
        private boolean damaged;
        private long next;
        private long goodEnd;

        private Scan(Path segment, long bound) throws IOException {
            next = LogDirectory.first(segment);
            try (SegmentReader reader = SegmentReader.of(segment)) {
                for (byte[] line = reader.next(); line != null && next < bound; line = reader.next()) {
                    take(line, reader);
                }
            }
        }

        private void take(byte[] line, SegmentReader reader) {
            if (torn != null) {
                damaged = true; // the bad line was not the last: it keeps its place
                next++;
                torn = null;
            }
            HashChain.Link link = good(line, reader.terminated());
            if (link == null) {
                torn = line;
                return;
            }
            last = link;
            goodEnd = reader.end();
            next++;
        }

        private HashChain.@Nullable Link good(byte[] bytes, boolean terminated) {
            try {
                LogLine line = LogLine.read(bytes);
                boolean follows = last == null || line.previous().equals(Optional.of(last));
                return terminated && (damaged || follows && line.sequence() == next) ? line.link() : null;
            } catch (IOException bad) {
                return null;
            }
        }
    }
}
