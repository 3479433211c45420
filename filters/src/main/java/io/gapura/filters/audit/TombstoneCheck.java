package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.EntryBundle;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a log whose beginning is missing against what it says of that: a tombstone behind it, under a checkpoint in a log
 * that is signed, names what went, and the first line that is left follows the last of it.
 */
final class TombstoneCheck {
    private final TileSource source;
    private final long first;
    private @Nullable Tombstone covering;
    private long coveringAt;
    private @Nullable Tombstone exact;
    private Optional<HashChain.Link> before = Optional.empty();
    private long asked;

    /**
     * A log.
     *
     * @param first the sequence of its first line
     */
    TombstoneCheck(TileSource source, long first) {
        this.source = source;
        this.first = first;
    }

    /** The line that the first one says it follows. */
    void follows(Optional<HashChain.Link> previous) {
        before = previous;
    }

    void line(long sequence, byte[] line) {
        Tombstone stone = Tombstone.in(line).orElse(null);
        if (stone == null || stone.before() > sequence) {
            return;
        }
        asked = Math.max(asked, stone.before());
        if (covering == null && stone.before() >= first) {
            covering = stone;
            coveringAt = sequence;
        }
        if (exact == null && stone.before() == first) {
            exact = stone;
        }
    }

    /** Entries that a pruning did not come to remove are still those of the tree. */
    void bundle(long index) throws IOException, TamperedException {
        Optional<byte[]> bundle = source.read(new TilePath(TilePath.ENTRIES, index, TilePath.FULL));
        if (bundle.isEmpty()) {
            return;
        }
        long sequence = index * TilePath.FULL;
        byte[] tile = source.read(new TilePath(0, index, TilePath.FULL)).orElse(new byte[0]);
        try {
            List<byte[]> entries = EntryBundle.decode(bundle.get());
            boolean whole = entries.size() == TilePath.FULL && tile.length == TilePath.FULL * TreeHash.LENGTH;
            for (int at = 0; whole && at < entries.size(); at++) {
                whole = TreeHash.ofLeaf(entries.get(at)).equals(TreeHash.at(tile, at));
            }
            if (!whole) {
                throw new TamperedException(sequence, "entry bundle is not that of the lines");
            }
        } catch (NotProvenException malformed) {
            throw new TamperedException(sequence, malformed.finding());
        }
    }

    /**
     * After the last line.
     *
     * @param signed the tombstone must be below it; negative in a log that nobody signs
     */
    void end(long signed) throws TamperedException {
        if (first == 0) {
            return;
        }
        if (covering == null || signed >= 0 && coveringAt >= signed) {
            throw new TamperedException(0, "segment missing");
        }
        boolean follows = exact == null
                || exact.fingerprint().isEmpty()
                || before.map(HashChain.Link::fingerprint)
                        .filter(exact.fingerprint()::equals)
                        .isPresent();
        if (!follows) {
            throw new TamperedException(first, "chain broken");
        }
    }

    /** What stands for the first record's facts. */
    Map<String, Object> facts() {
        return covering == null ? Map.of() : covering.facts();
    }

    /** Whether lines are there that a tombstone has named. */
    boolean isUnfinished() {
        return asked > first;
    }
}
