package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Seals the segments that have ended, each with the key of one epoch that is replaced right after. A segment before one
 * that is sealed is never sealed again: its seal was taken away, and that shows. Not thread-safe.
 */
final class Sealing {
    private final Path root;
    private final String origin;
    private final Path keyFile;
    private EpochKeys key;
    private long sealedTo;

    private Sealing(Path root, String origin, Path keyFile, EpochKeys key, long sealedTo) {
        this.root = root;
        this.origin = origin;
        this.keyFile = keyFile;
        this.key = key;
        this.sealedTo = sealedTo;
    }

    /** Finds the last seal, and brings the key behind it when a crash came between. */
    static Sealing open(Path root, String origin, Path keyFile) throws IOException {
        EpochKeys key = EpochKeys.open(keyFile);
        long sealedTo = 0;
        for (Path file : LogDirectory.seals(root)) {
            Seal seal = read(file);
            sealedTo = seal.last() + 1;
            if (seal.epoch() == key.epoch()) {
                key = key.next();
                key.replace(keyFile);
            } else if (seal.epoch() > key.epoch()) {
                throw ConfigurationException.of("audit.epoch-key is older than the last seal");
            }
        }
        return new Sealing(root, origin, keyFile, key, sealedTo);
    }

    static Seal read(Path file) throws IOException {
        try {
            return Seal.parse(bytes(file));
        } catch (NotProvenException malformed) {
            throw new IOException("a seal is unreadable", malformed);
        }
    }

    static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(Seal.LONGEST + 1);
        }
    }

    long epoch() {
        return key.epoch();
    }

    /**
     * Seals what has ended below a size that is signed.
     *
     * @param all whether the last segment has ended, too
     */
    void seal(long signed, boolean all) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        for (int i = 0; i < segments.size(); i++) {
            boolean live = i == segments.size() - 1;
            long end = live ? signed : LogDirectory.first(segments.get(i + 1));
            long first = LogDirectory.first(segments.get(i));
            if (first >= sealedTo && first < end && end <= signed && (all || !live)) {
                seal(segments.get(i), first, end, signed);
            }
        }
    }

    private void seal(Path segment, long first, long end, long signed) throws IOException {
        TreeHash treeRoot =
                MerkleLog.of(end, TileNodes.of(TileSource.in(root), signed)).root();
        Seal seal = new Seal(origin, key.epoch(), first, end - 1, logged(first), logged(end - 1), treeRoot);
        DurableFiles files = new DurableFiles();
        files.write(LogDirectory.seal(segment), seal.sealed(key));
        files.force();
        sealedTo = end;
        key = key.next();
        key.replace(keyFile);
    }

    /** When the line was written; a damaged one has no time. */
    private long logged(long sequence) throws IOException {
        long[] time = {0};
        try (LineFeed feed = LineFeed.from(root, sequence)) {
            feed.read(sequence + 1, (at, line) -> time[0] = time(line));
        }
        return time[0];
    }

    static long time(byte[] line) {
        try {
            return LogLine.read(line).logged();
        } catch (IOException damaged) {
            return 0;
        }
    }
}
