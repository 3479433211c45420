package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TilePath;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final SegmentFile.Opener disk;
    private final @Nullable Sealing sealing;
    private final Map<Path, SegmentFile> open = new LinkedHashMap<>();
    private TileFiles tiles;
    private LineFeed feed;
    private long forced;

    private Ledger(
            Path root,
            NoteKey key,
            SignedState state,
            SegmentFile.Opener disk,
            @Nullable Sealing sealing,
            TileFiles tiles) {
        this.root = root;
        this.key = key;
        this.state = state;
        this.disk = disk;
        this.sealing = sealing;
        this.tiles = tiles;
        this.feed = LineFeed.from(root, tiles.tree().size());
    }

    /**
     * Goes on from what was announced last, and proves that the log on disk still leads to it.
     *
     * @throws ConfigurationException when it does not
     */
    static Ledger open(LogDirectory directory, NoteKey key, SegmentFile.Opener disk, Optional<Path> epochKey)
            throws IOException {
        Path root = directory.root();
        SignedState state = SignedState.of(directory.state());
        NoteLines.repair(root.resolve("checkpoints.log"));
        Sealing sealing =
                epochKey.isPresent() ? Sealing.open(root, key.verifier().name(), epochKey.get()) : null;
        Optional<Checkpoint> last = state.last();
        long size = last.map(Checkpoint::size).orElse(0L);
        Ledger ledger = new Ledger(root, key, state, disk, sealing, resumed(root, size));
        if (!ledger.reaches(size, last)) {
            ledger.close();
            ledger = new Ledger(root, key, state, disk, sealing, TileFiles.empty(root));
            if (!ledger.reaches(size, last)) {
                ledger.close();
                throw ConfigurationException.of("audit.directory holds lines that are not those that were signed");
            }
        }
        return ledger;
    }

    /** From full tiles; from nothing where they are damaged. */
    private static TileFiles resumed(Path root, long size) {
        try {
            return TileFiles.resume(root, size / TilePath.FULL * TilePath.FULL);
        } catch (IOException missing) {
            return TileFiles.empty(root);
        }
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
     * Signs all lines below that sequence, or the first {@value #STEP} of them.
     *
     * @return the note
     */
    byte[] sign(long committed) throws IOException, ForceFailedException {
        long target = Math.min(committed, size() + STEP);
        force(target);
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

    /** A descriptor is kept for as long as its segment grows: a new one would not hear of an error that came before. */
    private void force(long target) throws IOException, ForceFailedException {
        List<Path> segments = LogDirectory.segments(root);
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? LogDirectory.first(segments.get(i + 1)) : Long.MAX_VALUE;
            if (end > forced && LogDirectory.first(segments.get(i)) < target) {
                force(segments.get(i));
                if (end <= target) {
                    SegmentFile passed = open.remove(segments.get(i));
                    if (passed != null) {
                        passed.close();
                    }
                }
            }
        }
        forced = target;
    }

    private void force(Path segment) throws IOException, ForceFailedException {
        SegmentFile file = open.get(segment);
        if (file == null) {
            file = disk.open(segment);
            open.put(segment, file);
        }
        try {
            file.force();
        } catch (IOException lost) {
            throw new ForceFailedException(lost);
        }
    }

    /** The disk did not confirm lines: whatever it says of them later is not to be believed. */
    static final class ForceFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        ForceFailedException(IOException cause) {
            super("the disk did not confirm", cause);
        }
    }

    @Override
    public void close() throws IOException {
        feed.close();
        for (SegmentFile file : open.values()) {
            file.close();
        }
        open.clear();
    }
}
