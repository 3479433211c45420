package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NotProvenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds seals against the segments that they close: epochs, sequences and times without a gap, each sum by exactly its
 * epoch's key, none missing between two (CVE-2023-31437 to -31439).
 */
final class SealCheck {
    private final Optional<EpochKeys> first;
    private Optional<EpochKeys> key;
    private long epoch;
    private long firstEpoch;
    private boolean begun;
    private long sealedTo;
    private long missingFrom = -1;

    SealCheck(Optional<EpochKeys> key) {
        this.first = key;
        this.key = key;
    }

    /** The epoch that the first seal must have; 0 but in a further incarnation. */
    void beginAt(long number) throws IOException {
        epoch = number;
        firstEpoch = number;
        key = first.isPresent() ? Optional.of(first.get().at(number)) : first;
    }

    /** Whether any segment has a seal. */
    boolean any() {
        return begun;
    }

    /** All lines below it are sealed. */
    long sealedTo() {
        return sealedTo;
    }

    long epoch() {
        return epoch;
    }

    /**
     * A segment has been read to its end.
     *
     * @param from its first sequence
     * @param live whether none follows
     */
    void segment(Path segment, long from, MerkleLog tree, long firstTime, long lastTime, String origin, boolean live)
            throws IOException, TamperedException {
        Path file = LogDirectory.seal(segment);
        if (!Files.exists(file)) {
            if (!live && begun && missingFrom < 0) {
                missingFrom = from;
            }
            if (!live && !begun && first.isPresent()) {
                throw new TamperedException(from, "seal is missing");
            }
            return;
        }
        if (missingFrom >= 0) {
            throw new TamperedException(missingFrom, "seal is missing");
        }
        begun = true;
        check(Sealing.bytes(file), new Seal(origin, epoch, from, tree.size() - 1, firstTime, lastTime, tree.root()));
        sealedTo = tree.size();
        epoch++;
        key = key.map(EpochKeys::next);
    }

    /**
     * The seal of a segment whose lines were pruned; the tree ends where it does.
     *
     * @param claimed what it says
     */
    void pruned(Path file, Seal claimed, MerkleLog tree, String origin) throws IOException, TamperedException {
        if (!begun && first.isPresent() && claimed.first() > 0) {
            throw new TamperedException(0, "seal is missing");
        }
        if (!begun) {
            try {
                beginAt(claimed.epoch());
            } catch (IOException impossible) {
                throw new TamperedException(claimed.first(), "seal is not of this segment and epoch");
            }
        } else if (claimed.first() != sealedTo) {
            throw new TamperedException(sealedTo, "seal is missing");
        }
        begun = true;
        check(
                Sealing.bytes(file),
                new Seal(
                        origin,
                        epoch,
                        claimed.first(),
                        tree.size() - 1,
                        claimed.firstTime(),
                        claimed.lastTime(),
                        tree.root()));
        sealedTo = tree.size();
        epoch++;
        key = key.map(EpochKeys::next);
    }

    /** All before that sequence was pruned: as long as there are seals, there is one for each part of it. */
    void prunedTo(long sequence) throws TamperedException {
        if (begun ? sealedTo != sequence : first.isPresent()) {
            throw new TamperedException(sealedTo, "seal is missing");
        }
    }

    /** Of the first seal that is there. */
    long firstEpoch() {
        return firstEpoch;
    }

    private void check(byte[] file, Seal expected) throws TamperedException {
        try {
            if (!Seal.parse(file).equals(expected)) {
                throw new TamperedException(expected.first(), "seal is not of this segment and epoch");
            }
        } catch (NotProvenException malformed) {
            throw new TamperedException(expected.first(), malformed.finding());
        }
        if (key.isPresent() && !key.get().made(Seal.sum(file), expected.content())) {
            throw new TamperedException(expected.first(), "seal is not by the key of its epoch");
        }
    }

    /** The key on the host must be the one behind the last seal: else sealed segments are gone. */
    void end(Path root) throws TamperedException {
        Path current = root.resolve("keys/epoch");
        boolean follows = key.isEmpty()
                || !Files.exists(current)
                || EpochKeys.read(current).equals(key.get());
        if (missingFrom >= 0 || !follows) {
            throw new TamperedException(missingFrom >= 0 ? missingFrom : sealedTo, "seal is missing");
        }
    }
}
