package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.InclusionProof;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.tlog.SignedNote;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of single records what they are worth, by the latest checkpoint and the tiles, without reading the others: what
 * {@link LogVerifier} says of a log is not to be had from it. Each answer is computed from the bytes, none is remembered.
 *
 * <p>Holds the checkpoint of the moment that it was made. Not thread-safe.
 */
public final class RecordCheck {
    private final @Nullable Checkpoint checkpoint;
    private final byte[] note;
    private final boolean signed;
    private final String finding;
    private final TileNodes nodes;

    private RecordCheck(
            @Nullable Checkpoint checkpoint, byte[] note, boolean signed, String finding, TileSource tiles) {
        this.checkpoint = checkpoint;
        this.note = note;
        this.signed = signed;
        this.finding = finding;
        this.nodes = TileNodes.of(tiles, checkpoint == null ? 0 : checkpoint.size());
    }

    /**
     * By the checkpoint that the log has now.
     *
     * @param key of the log; without it nothing is ever verified
     */
    public static RecordCheck of(Path directory, Optional<NoteVerifier> key) throws IOException {
        TileSource tiles = TileSource.in(directory);
        byte[] note;
        try (InputStream in = Files.newInputStream(directory.resolve("checkpoint"))) {
            note = in.readNBytes(SignedNote.LONGEST + 1);
        } catch (NoSuchFileException none) {
            return new RecordCheck(null, new byte[0], false, "", tiles);
        }
        try {
            Checkpoint read = key.isPresent() ? Checkpoint.open(note, key.get()) : Checkpoint.unverified(note);
            return new RecordCheck(read, note, key.isPresent(), "", tiles);
        } catch (NotProvenException bad) {
            return new RecordCheck(null, note, false, "the latest checkpoint: " + bad.finding(), tiles);
        }
    }

    /** How many records the checkpoint covers; 0 when there is none, or none that is good. */
    public long size() {
        return checkpoint == null ? 0 : checkpoint.size();
    }

    /** Whether a key has verified the checkpoint. */
    public boolean isSigned() {
        return signed;
    }

    /** What is wrong with the checkpoint; empty when nothing is, or there is none. */
    public String finding() {
        return finding;
    }

    /**
     * One record.
     *
     * @param sequence the place where it stands
     * @param before the line of the record before; empty when that is not there
     */
    public RecordState check(long sequence, byte[] line, Optional<byte[]> before) throws IOException {
        Optional<String> wrong = chain(sequence, line, before);
        if (wrong.isPresent()) {
            return new RecordState(RecordState.Word.BROKEN, 0, wrong.get());
        }
        Checkpoint under = checkpoint;
        if (under == null || sequence >= under.size()) {
            return finding.isEmpty()
                    ? new RecordState(RecordState.Word.CHAINED, 0, "")
                    : new RecordState(RecordState.Word.UNPROVEN, 0, finding);
        }
        return included(sequence, line, under);
    }

    private RecordState included(long sequence, byte[] line, Checkpoint under) {
        InclusionProof proof;
        try {
            proof = InclusionProof.of(sequence, under.size(), nodes);
        } catch (IOException missing) {
            return new RecordState(RecordState.Word.UNPROVEN, under.size(), "a tile is missing or cannot be read");
        }
        try {
            proof.check(TreeHash.ofLeaf(line), under.root());
        } catch (NotProvenException bad) {
            return new RecordState(RecordState.Word.BROKEN, under.size(), bad.finding());
        }
        return new RecordState(signed ? RecordState.Word.VERIFIED : RecordState.Word.UNSIGNED, under.size(), "");
    }

    private static Optional<String> chain(long sequence, byte[] line, Optional<byte[]> before) {
        LogLine read;
        try {
            read = LogLine.read(line);
        } catch (IOException bad) {
            return Optional.of("line is not what its fingerprint says");
        }
        if (read.sequence() != sequence) {
            return Optional.of("line out of sequence");
        }
        if (before.isEmpty()) {
            return sequence > 0 && read.previous().isEmpty() ? Optional.of("chain broken") : Optional.empty();
        }
        try {
            Optional<HashChain.Link> previous =
                    Optional.of(LogLine.read(before.get()).link());
            return read.previous().equals(previous) ? Optional.empty() : Optional.of("chain broken");
        } catch (IOException bad) {
            return Optional.empty(); // the one before is what is broken: its own state says so
        }
    }

    /** What shows the record to be in the log to whoever has the key: a {@code c2sp.org/tlog-proof@v1}. */
    public Optional<LogProof> prove(long sequence) throws IOException {
        Checkpoint under = checkpoint;
        if (under == null || sequence < 0 || sequence >= under.size()) {
            return Optional.empty();
        }
        return Optional.of(LogProof.of(InclusionProof.of(sequence, under.size(), nodes), note));
    }
}
