package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the whole chain of an audit directory from the bytes alone. It proves that nothing inside was edited,
 * deleted, swapped or inserted by somebody who did not recompute the rest; that nothing was cut off at the end it cannot
 * prove. Every file is read as hostile input, one bounded line at a time.
 *
 * <p>Works beside a running writer and on a copy; needs no lock.
 */
public final class LogVerifier {
    private final List<Path> segments;
    private long events;
    private long surplus;
    private HashChain.@Nullable Link last;
    private @Nullable String chain;

    private LogVerifier(List<Path> segments) {
        this.segments = segments;
    }

    /** Reads all segments; an {@link IOException} means that they could not be read, not that they are bad. */
    public static LogReport verify(Path directory) throws IOException {
        LogVerifier verifier = new LogVerifier(LogDirectory.segments(directory));
        return verifier.verify();
    }

    private LogReport verify() throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            Path segment = segments.get(i);
            if (LogDirectory.first(segment) != events) {
                return new LogReport.Tampered(events, "segment missing");
            }
            boolean live = i == segments.size() - 1;
            long bound = live ? Long.MAX_VALUE : LogDirectory.first(segments.get(i + 1));
            Optional<LogReport> bad = segment(segment, bound, live);
            if (bad.isPresent()) {
                return bad.get();
            }
        }
        return new LogReport.Valid(events, surplus);
    }

    /** The name of the next segment ends this one: what is left in it then was never acknowledged. */
    private Optional<LogReport> segment(Path segment, long bound, boolean live) throws IOException {
        try (SegmentReader reader = SegmentReader.of(segment)) {
            while (events < bound) {
                byte[] line = reader.next();
                if (line == null) {
                    return live ? Optional.empty() : tampered("line missing");
                }
                if (live && !reader.terminated() && line.length < 65_536) {
                    surplus += line.length;
                    return Optional.empty();
                }
                String finding = line(line, reader.terminated());
                if (finding != null) {
                    return tampered(finding);
                }
            }
            surplus += Math.max(0, Files.size(segment) - reader.end());
            return Optional.empty();
        }
    }

    private Optional<LogReport> tampered(String finding) {
        return Optional.of(new LogReport.Tampered(events, finding));
    }

    private @Nullable String line(byte[] bytes, boolean terminated) {
        LogLine line;
        try {
            line = LogLine.read(bytes);
        } catch (IOException bad) {
            return "line is not what its fingerprint says";
        }
        if (!terminated || line.sequence() != events) {
            return "line out of sequence";
        }
        if (!line.previous().equals(Optional.ofNullable(last))) {
            return "chain broken";
        }
        if (chain != null && !chain.equals(line.chain())) {
            return "line of another log";
        }
        chain = line.chain();
        last = line.link();
        events++;
        return null;
    }
}
