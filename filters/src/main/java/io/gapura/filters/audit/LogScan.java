package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One pass over the lines of one log, which everything else that is there is held against. */
final class LogScan {
    private final Path root;
    private final List<Path> segments;
    private final SealCheck seals;
    private final LongConsumer bytes;
    private final Optional<String> expectedOrigin;
    private @Nullable NoteCheck notes;
    private @Nullable TileCheck tiles;
    private long events;
    private long surplus;
    private long firstTime;
    private long lastTime;
    private HashChain.@Nullable Link last;
    private @Nullable String chain;
    private Map<String, Object> firstFacts = Map.of();

    /**
     * A log in a directory.
     *
     * @param origin that its lines must have, when it is known
     * @param bytes told how many were read, now and then
     */
    LogScan(Path root, Optional<String> origin, Optional<EpochKeys> epochKey, LongConsumer bytes) throws IOException {
        this.root = root;
        this.segments = LogDirectory.segments(root);
        this.expectedOrigin = origin;
        this.seals = new SealCheck(epochKey);
        this.bytes = bytes;
    }

    /** The name in the first line that can be read; nothing vouches for it yet. */
    static Optional<String> claimedOrigin(Path root) throws IOException {
        for (Path segment : LogDirectory.segments(root)) {
            try (SegmentReader reader = SegmentReader.of(segment)) {
                byte[] line = reader.next();
                if (line != null) {
                    return Optional.of(LogLine.read(line).chain());
                }
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    void run(NoteCheck against, Optional<NoteVerifier> key) throws IOException, TamperedException {
        notes = against;
        TileCheck comparing = TileCheck.of(root, signedHere(key));
        tiles = comparing;
        against.at(comparing.rows().tree());
        for (int i = 0; i < segments.size(); i++) {
            Path segment = segments.get(i);
            if (LogDirectory.first(segment) != events) {
                throw new TamperedException(events, "segment missing");
            }
            boolean live = i == segments.size() - 1;
            long bound = live ? Long.MAX_VALUE : LogDirectory.first(segments.get(i + 1));
            segment(segment, bound, live);
        }
    }

    /** What is there beyond the lines; only for a log that nothing is cut off from. */
    void end() throws IOException, TamperedException {
        if (tiles != null) {
            tiles.end();
        }
        seals.end(root);
    }

    /** The last size of this directory's own notes: up to there tiles must be. */
    private long signedHere(Optional<NoteVerifier> key) throws IOException, TamperedException {
        String origin = key.map(NoteVerifier::name).or(() -> expectedOrigin).orElse("");
        try (NoteCheck own = NoteCheck.open(root, origin, Optional.empty(), List.of())) {
            return own.beyond().orElse(0L);
        }
    }

    /** The name of the next segment ends this one: what is left in it then was never acknowledged. */
    private void segment(Path segment, long bound, boolean live) throws IOException, TamperedException {
        long from = events;
        try (SegmentReader reader = SegmentReader.of(segment)) {
            while (events < bound) {
                byte[] line = reader.next();
                if (line == null && live) {
                    break;
                }
                if (line == null) {
                    throw new TamperedException(events, "line missing");
                }
                if (live && !reader.terminated() && line.length < 65_536) {
                    surplus += line.length;
                    break;
                }
                take(line, reader.terminated(), events == from);
            }
            surplus += live ? 0 : Math.max(0, Files.size(segment) - reader.end());
        }
        bytes.accept(Files.size(segment));
        if (events > from) {
            seals.segment(segment, from, tree(), firstTime, lastTime, chain == null ? "" : chain, live);
        }
    }

    private MerkleLog tree() {
        TileCheck comparing = tiles;
        if (comparing == null) {
            throw new IllegalStateException("the pass has not begun");
        }
        return comparing.rows().tree();
    }

    private void take(byte[] bytes, boolean terminated, boolean firstOfSegment) throws IOException, TamperedException {
        LogLine line = line(bytes, terminated);
        lastTime = line.logged();
        firstTime = firstOfSegment ? lastTime : firstTime;
        if (events == 0) {
            begin(bytes);
        }
        if (tiles != null && notes != null) {
            tiles.append(bytes);
            notes.at(tree());
        }
        chain = line.chain();
        last = line.link();
        events++;
    }

    private LogLine line(byte[] bytes, boolean terminated) throws TamperedException {
        LogLine line;
        try {
            line = LogLine.read(bytes);
        } catch (IOException bad) {
            throw new TamperedException(events, "line is not what its fingerprint says");
        }
        if (!terminated || line.sequence() != events) {
            throw new TamperedException(events, "line out of sequence");
        }
        if (!line.previous().equals(Optional.ofNullable(last))) {
            throw new TamperedException(events, "chain broken");
        }
        if (!line.chain().equals(chain == null ? expectedOrigin.orElse(line.chain()) : chain)) {
            throw new TamperedException(events, "line of another log");
        }
        return line;
    }

    /** A further incarnation says in its first record where it came from. */
    private void begin(byte[] line) throws IOException {
        firstFacts = LogLine.facts(line);
        if (firstFacts.get("incarnation") instanceof Long && firstFacts.get("epoch") instanceof Long epoch) {
            seals.beginAt(epoch);
        }
    }

    long events() {
        return events;
    }

    long surplus() {
        return surplus;
    }

    SealCheck seals() {
        return seals;
    }

    Map<String, Object> firstFacts() {
        return firstFacts;
    }

    boolean lacksTiles() {
        return tiles != null && tiles.areMissing();
    }
}
