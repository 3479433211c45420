package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.ConsistencyProof;
import io.gapura.filters.audit.tlog.InclusionProof;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.SignedNote;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileRows;
import io.gapura.filters.audit.tlog.TileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log on disk, for those who read it and prove things of it: also beside a running writer, and on a copy. What is read
 * here is not verified; {@link LogVerifier} does that.
 */
public final class StoredLog {
    private final Path directory;

    /** Takes lines in their sequence. */
    @FunctionalInterface
    public interface Reader {
        /** A line without its line feed; false ends the reading. */
        boolean line(long sequence, byte[] line) throws IOException;
    }

    private StoredLog(Path directory) {
        this.directory = directory;
    }

    /** The folder that holds {@code segment/}; {@link IOException} when it holds none. */
    public static StoredLog at(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve("segment"))) {
            throw new IOException("there is no log");
        }
        return new StoredLog(directory);
    }

    /** All lines, one at a time, whatever the size of the log. A torn tail is not read. */
    public void read(Reader reader) throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        for (int i = 0; i < segments.size(); i++) {
            long sequence = LogDirectory.first(segments.get(i));
            long end = i + 1 < segments.size() ? LogDirectory.first(segments.get(i + 1)) : Long.MAX_VALUE;
            try (SegmentReader lines = SegmentReader.of(segments.get(i))) {
                byte[] line = lines.next();
                while (line != null && lines.terminated() && sequence < end) {
                    if (!reader.line(sequence++, line)) {
                        return;
                    }
                    line = lines.next();
                }
            }
        }
    }

    /**
     * Leaves word that somebody takes the lines away: who writes the log records it, now or at its next start.
     *
     * @param format a word
     * @throws IOException where nothing can be written, as on a copy for reading alone
     */
    public void exporting(String format) throws IOException {
        Instant now = Instant.now();
        Map<String, Object> facts = new TreeMap<>(Map.of("format", format));
        Path note = directory.resolve("checkpoint");
        if (Files.exists(note)) {
            facts.put("signed", checkpoint().size());
        }
        Notices.under(directory).leave(EventCatalog.EXPORTED, now, new EventIds(new SecureRandom()).next(now), facts);
    }

    /** Whether the lines are there a second time, in bundles as others read them. */
    public boolean hasBundles() {
        return Files.isDirectory(directory.resolve("tile/entries"));
    }

    /** Writes the bundles of all lines that are there and signed below another folder; for a log that keeps none. */
    public void writeBundles(Path target) throws IOException {
        TileRows.Taker write = (path, content) -> {
            if (path.level() == TilePath.ENTRIES) {
                Path file = target.resolve(path.text());
                Path folder = file.getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.write(file, content);
            }
        };
        TileRows rows = TileRows.empty(write);
        long first = PruneRange.first(directory);
        PrunedLeaves.read(TileSource.in(directory), first, rows);
        try (LineFeed feed = LineFeed.from(directory, first)) {
            feed.read(checkpoint().size(), (sequence, line) -> rows.append(line));
        }
        rows.partial(write);
    }

    /** The bytes that {@link #read} will read at most. */
    public long bytes() throws IOException {
        long total = 0;
        for (Path segment : LogDirectory.segments(directory)) {
            total += Files.size(segment);
        }
        return total;
    }

    /** One line; {@link IOException} when it is not there. */
    public byte[] line(long sequence) throws IOException {
        byte[][] found = {null};
        try (LineFeed feed = LineFeed.from(directory, sequence)) {
            feed.read(sequence + 1, (at, line) -> found[0] = line);
        }
        byte[] line = found[0];
        if (line == null) {
            throw new IOException("there is no such event");
        }
        return line;
    }

    /** The latest checkpoint as it was signed; nobody has verified it here. */
    public byte[] note() throws IOException {
        try (InputStream in = Files.newInputStream(directory.resolve("checkpoint"))) {
            return in.readNBytes(SignedNote.LONGEST + 1);
        }
    }

    private Checkpoint checkpoint() throws IOException {
        try {
            return Checkpoint.unverified(note());
        } catch (NotProvenException malformed) {
            throw new IOException("checkpoint: " + malformed.finding(), malformed);
        }
    }

    /** What shows one event to be in the log, to whoever has its public key. */
    public LogProof prove(long sequence) throws IOException {
        byte[] note = note();
        long size = checkpoint().size();
        if (sequence < 0 || sequence >= size) {
            throw new IOException("event " + sequence + " is not under a checkpoint: the latest is of " + size);
        }
        return LogProof.of(InclusionProof.of(sequence, size, TileNodes.of(TileSource.in(directory), size)), note);
    }

    /** What shows that the log of one size extends that of another; both at most as large as what is signed. */
    public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        long size = checkpoint().size();
        if (oldSize < 0 || oldSize > newSize || newSize > size) {
            throw new IOException("sizes must grow and be under a checkpoint: the latest is of " + size);
        }
        return ConsistencyProof.of(oldSize, newSize, TileNodes.of(TileSource.in(directory), size));
    }

    /**
     * Writes tiles and bundles anew from the lines that are signed.
     *
     * @return of how many lines
     * @throws ConfigurationException when somebody writes the log now
     * @throws IOException also when the lines are not those that were signed; then the tiles stay as they were
     */
    public long rebuildTiles() throws IOException {
        try (LogDirectory held = LogDirectory.open(directory, true)) {
            Checkpoint signed = checkpoint();
            Path fresh = held.root().resolve("rebuilt");
            remove(fresh);
            TileFiles tiles = TileFiles.empty(fresh);
            long first = PruneRange.first(directory);
            PrunedLeaves.read(TileSource.in(directory), first, tiles);
            try (LineFeed feed = LineFeed.from(directory, first)) {
                feed.read(signed.size(), (sequence, line) -> tiles.append(line));
            }
            tiles.flush();
            if (!tiles.tree().root().equals(signed.root())) {
                remove(fresh);
                throw new IOException("the lines are not those of the checkpoint");
            }
            remove(held.root().resolve("tile"));
            Files.move(fresh.resolve("tile"), held.root().resolve("tile"));
            Files.delete(fresh);
            DurableFiles.force(held.root());
            return signed.size();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path each :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
