package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogIndex;
import io.gapura.filters.audit.LogIndex.Span;
import io.gapura.filters.audit.LogQuery;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its end towards its beginning until enough was found or enough was read, and says how much that was.
 * Spans of lines that a range of time excludes are passed over by the index and counted as such. Not thread-safe.
 */
final class EventPage {
    private static final long LONGEST_NANOS = 2_000_000_000L;

    private final LogIndex index;
    private final LogQuery query;
    private final long from;
    private final long mostLines;
    private final long started;
    private long scanned;
    private long matched;
    private long passedOver;
    private long next;
    private boolean stopped;

    /** Takes what matches, newest first. */
    interface Taker {
        /**
         * One line.
         *
         * @param event null for a line that is none
         * @param before the line before it, when it is there
         * @return false when that was enough
         */
        boolean take(long sequence, byte[] line, @Nullable Map<String, Object> event, Optional<byte[]> before)
                throws IOException;
    }

    private EventPage(LogIndex index, LogQuery query, long from, long mostLines, long started) {
        this.index = index;
        this.query = query;
        this.from = from;
        this.mostLines = mostLines;
        this.started = started;
    }

    /**
     * Below a sequence.
     *
     * @param before not this one and none behind it
     * @param mostLines that may be read
     */
    static EventPage read(LogIndex index, LogQuery query, long before, long mostLines, Taker taker) throws IOException {
        EventPage page = new EventPage(index, query, Math.min(before, index.end()), mostLines, System.nanoTime());
        page.read(taker);
        return page;
    }

    private void read(Taker taker) throws IOException {
        next = from;
        Optional<Span> span = index.before(next);
        while (span.isPresent() && !stopped) {
            Span here = span.get();
            if (here.mayHold(query)) {
                read(here, taker);
            } else {
                passedOver += Math.min(next, here.end()) - here.first();
                next = here.first();
            }
            stopped |= scanned >= mostLines || System.nanoTime() - started > LONGEST_NANOS;
            span = index.before(next);
        }
    }

    private void read(Span span, Taker taker) throws IOException {
        List<byte[]> lines = index.read(span);
        int place = (int) Math.min(Math.min(next, span.end()) - span.first(), lines.size()) - 1;
        next = span.first();
        for (; place >= 0; place--) {
            scanned++;
            byte[] line = lines.get(place);
            Map<String, Object> event = event(line);
            if (event == null || query.matches(event)) {
                matched++;
                long sequence = span.first() + place;
                Optional<byte[]> before = place > 0 ? Optional.of(lines.get(place - 1)) : index.line(sequence - 1);
                if (!taker.take(sequence, line, event, before)) {
                    stopped = true;
                    next = sequence;
                    return;
                }
            }
        }
    }

    static @Nullable Map<String, Object> event(byte[] line) {
        try {
            return StrictObject.read(line);
        } catch (IOException damaged) {
            return null;
        }
    }

    /** Behind the first that was looked at. */
    long from() {
        return from;
    }

    /** What to read below next time; 0 and less when all was read. */
    long next() {
        return next;
    }

    long scanned() {
        return scanned;
    }

    long matched() {
        return matched;
    }

    /** Lines that the range of time excludes, by the index alone. */
    long passedOver() {
        return passedOver;
    }

    /** What is still to be read. */
    boolean hasMore(long begin) {
        return next > begin;
    }
}
