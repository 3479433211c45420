package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which lines can go, and how they do: whole segments from the oldest on, never the one that is written, never one that
 * is not signed and, in a log with seals, sealed. Hash tiles and seals stay, so that every checkpoint can still be held
 * against the log, and proofs of what is left need nothing that is gone.
 */
final class PruneRange {
    private static final Pattern BUNDLE = Pattern.compile("tile/entries/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/[0-9]{1,3})?");

    private final Path root;
    private final boolean isSealed;

    PruneRange(Path root, boolean isSealed) {
        this.root = root;
        this.isSealed = isSealed;
    }

    /** A log as its files show it. */
    static PruneRange at(Path root) throws IOException {
        return new PruneRange(root, !LogDirectory.seals(root).isEmpty());
    }

    /** The sequence of the first line that is there; 0 in an empty log. */
    static long first(Path root) throws IOException {
        return first(LogDirectory.segments(root));
    }

    static long first(List<Path> segments) {
        return segments.isEmpty() ? 0 : LogDirectory.first(segments.get(0));
    }

    long first() throws IOException {
        return first(root);
    }

    /**
     * The end of the segments that can go, all of their lines below a sequence; {@link #first} when none can.
     *
     * @param asked all that may go
     * @param signed all that is under a checkpoint; negative in a log that nobody signs
     */
    long end(long asked, long signed) throws IOException {
        long most = signed < 0 ? asked : Math.min(asked, signed / TilePath.FULL * TilePath.FULL);
        List<Path> segments = LogDirectory.segments(root);
        long end = first();
        for (int i = 0; i + 1 < segments.size(); i++) {
            long next = LogDirectory.first(segments.get(i + 1));
            if (next > most || isSealed && !Files.exists(LogDirectory.seal(segments.get(i)))) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /** The end of the segments whose events were all written before that time. */
    long before(Instant time) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        long end = first();
        for (int i = 0; i + 1 < segments.size(); i++) {
            long next = LogDirectory.first(segments.get(i + 1));
            if (!SegmentAge.of(segments.get(i), next).isBefore(time)) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /** The last line below that sequence, which begins a segment. */
    String fingerprintBefore(long sequence) throws IOException {
        byte[][] line = {new byte[0]};
        try (LineFeed feed = LineFeed.from(root, sequence - 1)) {
            feed.read(sequence, (at, each) -> line[0] = each);
        }
        try {
            return LogLine.read(line[0]).link().fingerprint();
        } catch (IOException damaged) {
            return ""; // a bad line that verify names goes, too
        }
    }

    /** What the first record of the log says, or stands for it in the tombstone of an earlier pruning. */
    Map<String, Object> firstFacts() throws IOException {
        if (first() > 0) {
            Optional<PrunePlan> earlier = PrunePlan.last(root);
            return earlier.isPresent() ? earlier.get().facts() : latestFacts();
        }
        for (Path segment : LogDirectory.segments(root)) {
            try (SegmentReader reader = SegmentReader.of(segment)) {
                byte[] line = reader.next();
                return line == null ? Map.of() : LogLine.facts(line);
            }
        }
        return Map.of();
    }

    /** Where the file that says it was lost. */
    private Map<String, Object> latestFacts() throws IOException {
        Map<String, Object> facts = new TreeMap<>();
        StoredLog.at(root).read((sequence, line) -> {
            Tombstone.in(line).ifPresent(each -> facts.putAll(each.facts()));
            return true;
        });
        return facts;
    }

    /** Removes all lines below that sequence: from the oldest on, so that what a crash leaves is a whole log, too. */
    void remove(long before) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (LogDirectory.first(segments.get(i + 1)) <= before) {
                Files.delete(segments.get(i));
            }
        }
        DurableFiles.force(root.resolve("segment"));
        removeBundles((before + TilePath.FULL - 1) / TilePath.FULL);
    }

    private void removeBundles(long below) throws IOException {
        Path entries = root.resolve("tile/entries");
        if (!Files.isDirectory(entries)) {
            return;
        }
        try (Stream<Path> files = Files.walk(entries)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (index(each) < below) {
                    Files.delete(each);
                }
            }
        }
        DurableFiles.force(entries);
    }

    private long index(Path bundle) {
        Matcher matcher = BUNDLE.matcher(root.relativize(bundle).toString().replace('\\', '/'));
        return matcher.matches()
                ? Long.parseLong(matcher.group(1).replace("x", "").replace("/", ""))
                : Long.MAX_VALUE;
    }
}
