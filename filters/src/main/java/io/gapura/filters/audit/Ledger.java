package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commits a log to what it holds, in the one order that never signs what could be lost or taken back: lines forced, tiles
 * and bundles forced, size and root announced in the lock file, then signed, then the note forced and put in its place.
 *
 * <p>After an {@link IOException} it is closed and another one opened, which goes on from what was announced. Not
 * thread-safe.
 */
final class Ledger implements Closeable {
    /** Lines for one checkpoint at most, so that catching up shows. */
    private static final int STEP = 65_536;

    private final Path root;
    private final NoteKey key;
    private final SignedState state;
    private final @Nullable Sealing sealing;
    private TileFiles tiles;
    private LineFeed feed;

    private Ledger(Path root, NoteKey key, SignedState state, @Nullable Sealing sealing, TileFiles tiles) {
        this.root = root;
        this.key = key;
        this.state = state;
        this.sealing = sealing;
        this.tiles = tiles;
        this.feed = LineFeed.from(root, tiles.tree().size());
    }

    /**
     * Goes on from what was announced last, and proves that the log on disk still leads to it.
     *
     * @throws ConfigurationException when it does not
     */
    static Ledger open(LogDirectory directory, NoteKey key, Signing signing) throws IOException {
        Path root = directory.root();
        SignedState state = SignedState.of(directory.state());
        NoteLines.repair(root.resolve("checkpoints.log"));
        Sealing sealing = signing.epochKey().isPresent()
                ? Sealing.open(root, key.verifier().name(), signing.epochKey().get())
                : null;
        Optional<Checkpoint> last = state.last();
        long size = last.map(Checkpoint::size).orElse(0L);
        boolean bundles = Bundles.areKept(root, signing.upkeep().bundles(), size);
        Ledger ledger = new Ledger(root, key, state, sealing, resumed(root, size, bundles));
        if (!ledger.reaches(size, last)) {
            ledger.close();
            ledger = new Ledger(root, key, state, sealing, begun(root, bundles));
            if (!ledger.reaches(size, last)) {
                ledger.close();
                throw ConfigurationException.of("audit.directory holds lines that are not those that were signed");
            }
        }
        return ledger;
    }

    /** From full tiles; from nothing where they are damaged. */
    private static TileFiles resumed(Path root, long size, boolean bundles) throws IOException {
        try {
            return TileFiles.resume(root, size / TilePath.FULL * TilePath.FULL, bundles);
        } catch (IOException missing) {
            return begun(root, bundles);
        }
    }

    /** From the first line that is there, behind the hashes of those that were pruned. */
    private static TileFiles begun(Path root, boolean bundles) throws IOException {
        TileFiles tiles = TileFiles.empty(root, bundles);
        PrunedLeaves.read(TileSource.in(root), PruneRange.first(root), tiles);
        return tiles;
    }

    private boolean reaches(long size, Optional<Checkpoint> last) throws IOException {
        feed.read(size, (sequence, line) -> tiles.append(line));
        TreeHash expected = last.map(Checkpoint::root).orElse(TreeHash.EMPTY);
        return tiles.tree().root().equals(expected);
    }

    /** Where the next checkpoint begins. */
    long size() {
        return tiles.tree().size();
    }

    long epoch() {
        return sealing == null ? 0 : sealing.epoch();
    }

    /**
     * Signs all lines below that sequence, which the disk has confirmed, or the first {@value #STEP} of them.
     *
     * @return the note
     */
    byte[] sign(long committed) throws IOException {
        long target = Math.min(committed, size() + STEP);
        feed.read(target, (sequence, line) -> tiles.append(line));
        tiles.flush();
        Checkpoint next =
                new Checkpoint(key.verifier().name(), target, tiles.tree().root());
        state.announce(next);
        byte[] note = next.sign(key);
        DurableFiles files = new DurableFiles();
        files.append(root.resolve("checkpoints.log"), NoteLines.line(note));
        files.write(root.resolve("checkpoint"), note);
        files.force();
        if (sealing != null) {
            sealing.seal(target, false);
        }
        return note;
    }

    /** The log ends here for this process: its last segment is sealed, too. */
    void seal() throws IOException {
        if (sealing != null) {
            sealing.seal(size(), true);
        }
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}
