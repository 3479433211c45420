package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.tlog.SignedNote;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds every note that there is against the tree while it grows: the latest, those of {@code checkpoints.log} and those
 * of the anchors. All that agree with one tree are consistent with each other. Reads each file once, a note at a time.
 */
final class NoteCheck implements Closeable {
    private final Optional<NoteVerifier> key;
    private final String origin;
    private final Witnesses witnesses;
    private final List<Source> sources = new ArrayList<>();
    private long good;
    private boolean any;
    private boolean torn;
    private @Nullable Source all;
    private @Nullable Source latest;

    /** One file, of which a note at a time is known. */
    private static final class Source {
        private final @Nullable NoteLines lines;
        private final boolean ofAnchor;
        private @Nullable Checkpoint current;
        private List<Witnesses.Cosignature> cosigned = List.of(); // the current one
        private long largest = -1;
        private int count;

        private Source(@Nullable NoteLines lines, boolean ofAnchor) {
            this.lines = lines;
            this.ofAnchor = ofAnchor;
        }
    }

    private NoteCheck(String origin, Optional<NoteVerifier> key, Witnesses witnesses) {
        this.origin = origin;
        this.key = key;
        this.witnesses = witnesses;
    }

    /**
     * The notes of one log.
     *
     * @param key whose name is the origin, when there is one
     * @param anchors files of notes, or of one
     * @param witnesses whose signatures below them count
     */
    static NoteCheck open(Path root, String origin, Optional<NoteVerifier> key, List<Path> anchors, Witnesses witnesses)
            throws IOException, TamperedException {
        NoteCheck check = new NoteCheck(origin, key, witnesses);
        try {
            Path all = root.resolve("checkpoints.log");
            if (Files.exists(all)) {
                check.all = check.follow(all, false);
            }
            Path latest = root.resolve("checkpoint");
            if (Files.exists(latest)) {
                check.latest = check.single(latest, false);
            }
            for (Path witnessed : witnessed(root)) {
                check.single(witnessed, true);
            }
            for (Path anchor : anchors) {
                if (isLines(anchor)) {
                    check.follow(anchor, true);
                } else {
                    check.single(anchor, true);
                }
            }
            return check;
        } catch (TamperedException bad) {
            check.close();
            throw bad;
        }
    }

    /** Notes as witnesses have cosigned them. */
    private static List<Path> witnessed(Path root) throws IOException {
        Path folder = root.resolve("witness");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isLines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '{';
        }
    }

    private Source follow(Path file, boolean ofAnchor) throws IOException, TamperedException {
        Source source = new Source(NoteLines.open(file), ofAnchor);
        sources.add(source);
        advance(source);
        return source;
    }

    private Source single(Path file, boolean ofAnchor) throws IOException, TamperedException {
        Source source = new Source(null, ofAnchor);
        try (InputStream in = Files.newInputStream(file)) {
            source.current = read(in.readNBytes(SignedNote.LONGEST + 1), source);
        }
        source.largest = source.current == null ? -1 : source.current.size();
        sources.add(source);
        return source;
    }

    /** The next one of this log; an anchor may hold those of its other incarnations, too. */
    private void advance(Source source) throws IOException, TamperedException {
        Checkpoint before = source.current;
        source.current = null;
        NoteLines lines = source.lines;
        while (lines != null && source.current == null) {
            byte[] note;
            try {
                note = lines.next();
            } catch (NoteLines.BadLineException bad) {
                throw new TamperedException(good, "checkpoint is not one line of JSON with a note");
            }
            if (note == null) {
                torn |= lines.torn();
                return;
            }
            source.current = read(note, source);
            source.count++;
        }
        source.largest = source.current == null ? source.largest : source.current.size();
        long least = before == null ? 0 : before.size() + (source.ofAnchor ? 0 : 1); // an anchor may be told twice
        if (before != null && source.current != null && source.current.size() < least) {
            throw new TamperedException(good, "checkpoints are out of order");
        }
    }

    /** Null for a note of another incarnation at an anchor. */
    private @Nullable Checkpoint read(byte[] note, Source source) throws TamperedException {
        try {
            Checkpoint claimed = Checkpoint.unverified(note);
            if (!claimed.origin().equals(origin)) {
                if (source.ofAnchor) {
                    return null;
                }
                throw new TamperedException(good, "checkpoint of another log");
            }
            any = true;
            source.cosigned = witnesses.of(note);
            return key.isPresent() ? Checkpoint.open(note, key.get()) : claimed;
        } catch (NotProvenException bad) {
            throw new TamperedException(good, bad.finding());
        }
    }

    /** Every note of this size must have this root. */
    void at(MerkleLog tree) throws IOException, TamperedException {
        long size = tree.size();
        TreeHash root = null;
        for (Source source : sources) {
            while (source.current != null && source.current.size() == size) {
                root = root == null ? tree.root() : root;
                if (!source.current.root().equals(root)) {
                    throw new TamperedException(good, "lines are not those of a checkpoint");
                }
                witnesses.agree(size, source.cosigned);
                advance(source);
            }
        }
        good = root == null ? good : size;
    }

    /** Up to where the lines are those that were signed. */
    long good() {
        return good;
    }

    /** Whether a file that was read to its end has a torn last line. */
    boolean torn() {
        return torn;
    }

    /** Whether there is any note of this log. */
    boolean any() {
        return any;
    }

    /** The largest size that was signed and that the lines do not reach. */
    Optional<Long> beyond() throws IOException, TamperedException {
        long most = 0;
        for (Source source : sources) {
            while (source.current != null) {
                most = Math.max(most, source.current.size());
                advance(source);
            }
        }
        return most > 0 ? Optional.of(most) : Optional.empty();
    }

    /** Once all are read: the latest is the last of all of them, or, behind a crash, the one before. */
    void complete() throws TamperedException {
        Source every = all;
        Source last = latest;
        if (last != null && (every == null || every.largest < last.largest)
                || last == null && every != null && every.count > 1) {
            throw new TamperedException(good, "a checkpoint is missing");
        }
    }

    @Override
    public void close() throws IOException {
        for (Source source : sources) {
            if (source.lines != null) {
                source.lines.close();
            }
        }
    }
}
