package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
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
    private final PlainLine plain = new PlainLine();
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
    private final TombstoneCheck tombstones;

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
        this.tombstones = new TombstoneCheck(TileSource.in(root), PruneRange.first(root));
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
        pruned(comparing, against);
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

    /** What stands for the lines that are no longer there: their hashes, in a log that has any. */
    private void pruned(TileCheck comparing, NoteCheck against) throws IOException, TamperedException {
        long first = PruneRange.first(root);
        if (first == 0) {
            return;
        }
        events = first;
        if (!against.any() && !Files.isDirectory(root.resolve("tile/0"))) {
            return;
        }
        String origin = expectedOrigin.orElse("");
        Iterator<Path> files = LogDirectory.seals(root).iterator();
        Path[] file = {files.hasNext() ? files.next() : null};
        try {
            PrunedLeaves.read(TileSource.in(root), first, leaf -> {
                comparing.leaf(leaf);
                MerkleLog tree = tree();
                against.at(tree);
                if (tree.size() % TilePath.FULL == 0 || tree.size() == first) {
                    tombstones.bundle((tree.size() - 1) / TilePath.FULL);
                }
                Path next = file[0];
                if (next != null && seal(next, tree, origin)) {
                    file[0] = files.hasNext() ? files.next() : null;
                }
            });
        } catch (PrunedLeaves.MissingTileException missing) {
            throw new TamperedException(tree().size(), "tile is missing");
        }
        seals.prunedTo(first);
    }

    /** Whether the tree ends where that seal does. */
    private boolean seal(Path file, MerkleLog tree, String origin) throws IOException, TamperedException {
        long from = LogDirectory.first(file);
        Seal claimed;
        try {
            claimed = Seal.parse(Sealing.bytes(file));
        } catch (NotProvenException malformed) {
            throw new TamperedException(from, malformed.finding());
        }
        if (claimed.first() != from || claimed.last() < tree.size() - 1) {
            throw new TamperedException(from, "seal is not of this segment and epoch");
        }
        if (claimed.last() > tree.size() - 1) {
            return false;
        }
        seals.pruned(file, claimed, tree, origin);
        return true;
    }

    /**
     * What the log says of lines that are not there.
     *
     * @param signed up to where it is signed; negative when nobody signs it
     */
    void tombstones(long signed) throws TamperedException {
        tombstones.end(signed);
        if (PruneRange.first(segments) > 0) {
            firstFacts = tombstones.facts();
            long epoch = firstFacts.get("incarnation") instanceof Long && firstFacts.get("epoch") instanceof Long said
                    ? said
                    : 0;
            if (seals.any() && seals.firstEpoch() != epoch) {
                throw new TamperedException(0, "seal is not of this segment and epoch");
            }
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
        try (NoteCheck own = NoteCheck.open(root, origin, Optional.empty(), List.of(), new Witnesses(List.of()))) {
            return own.beyond().orElse(0L);
        }
    }

    /** The name of the next segment ends this one: what is left in it then was never acknowledged. */
    private void segment(Path segment, long bound, boolean live) throws IOException, TamperedException {
        long from = events;
        SegmentReader.Guess guess = plain::end;
        try (SegmentReader reader = SegmentReader.of(segment)) {
            while (events < bound) {
                boolean any = reader.advance(guess);
                if (!any && live) {
                    break;
                }
                if (!any) {
                    throw new TamperedException(events, "line missing");
                }
                int length = reader.to() - reader.from();
                if (live && !reader.terminated() && length < 65_536) {
                    surplus += length;
                    break;
                }
                take(reader, events == from);
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

    private void take(SegmentReader reader, boolean firstOfSegment) throws IOException, TamperedException {
        LogLine line = line(reader);
        lastTime = line.logged();
        firstTime = firstOfSegment ? lastTime : firstTime;
        if (plain.mayBeTombstone()) {
            tombstones.line(events, reader.line());
        }
        if (events == 0) {
            begin(reader.line());
        }
        if (tiles != null && notes != null) {
            tiles.append(reader.buffer(), reader.from(), reader.to());
            notes.at(tree());
        }
        chain = line.chain();
        last = line.link();
        events++;
    }

    private LogLine line(SegmentReader reader) throws TamperedException {
        LogLine line;
        try {
            LogLine known = plain.read(reader.buffer(), reader.from(), reader.to());
            line = known == null ? LogLine.read(reader.line()) : known;
        } catch (IOException bad) {
            throw new TamperedException(events, "line is not what its fingerprint says");
        }
        if (!reader.terminated() || line.sequence() != events) {
            throw new TamperedException(events, "line out of sequence");
        }
        if (last == null && events > 0) {
            tombstones.follows(line.previous());
        } else if (!line.previous().equals(Optional.ofNullable(last))) {
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

    /** How many lines are not there any more. */
    long pruned() {
        return PruneRange.first(segments);
    }

    boolean isPruningUnfinished() {
        return tombstones.isUnfinished();
    }

    boolean lacksTiles() {
        return tiles != null && tiles.areMissing();
    }
}
