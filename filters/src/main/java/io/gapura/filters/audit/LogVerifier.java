package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recomputes an audit directory from the bytes alone: each line, the chain, tiles and bundles, every checkpoint here and
 * at the anchors that are given, seals, and the logs that were put aside before this one. Every file is read as hostile
 * input, one bounded line at a time: a log may be larger than the memory.
 *
 * <p>Without a key it proves that nothing inside was edited, deleted, swapped or inserted by somebody who did not
 * recompute the rest. With the key of the log and a checkpoint that was kept elsewhere it proves that nobody did.
 *
 * <p>Works beside a running writer and on a copy; needs no lock. Refining methods give further values.
 */
public final class LogVerifier {
    private final Path directory;
    private final Optional<NoteVerifier> key;
    private final List<Path> anchors;
    private final Optional<Path> epochKey;
    private final List<Cosigner> witnesses;
    private final Progress progress;

    /** Is told how far a verification has come. */
    @FunctionalInterface
    public interface Progress {
        void at(long bytes, long ofBytes);
    }

    private LogVerifier(
            Path directory,
            Optional<NoteVerifier> key,
            List<Path> anchors,
            Optional<Path> epochKey,
            List<Cosigner> witnesses,
            Progress progress) {
        this.directory = directory;
        this.key = key;
        this.anchors = List.copyOf(anchors);
        this.epochKey = epochKey;
        this.witnesses = List.copyOf(witnesses);
        this.progress = progress;
    }

    public static LogVerifier of(Path directory) {
        return new LogVerifier(
                directory, Optional.empty(), List.of(), Optional.empty(), List.of(), (bytes, ofBytes) -> {});
    }

    /** Reads all of a log that nobody has signed. */
    public static LogReport verify(Path directory) throws IOException {
        return of(directory).verify();
    }

    /** The key of the log, under the name that its operator has configured. */
    public LogVerifier key(NoteVerifier log) {
        return new LogVerifier(directory, Optional.of(log), anchors, epochKey, witnesses, progress);
    }

    /** A file of notes that was kept elsewhere: one note, or one JSON line each. */
    public LogVerifier anchor(Path file) {
        List<Path> more = new ArrayList<>(anchors);
        more.add(file);
        return new LogVerifier(directory, key, more, epochKey, witnesses, progress);
    }

    /** The first epoch key, which was kept elsewhere. */
    public LogVerifier epochKey(Path file) {
        return new LogVerifier(directory, key, anchors, Optional.of(file), witnesses, progress);
    }

    /**
     * A witness that must have cosigned the log: a checkpoint with its signature, kept in {@code witness/} of the log or at
     * an anchor. Without one the log is {@link LogReport.Unverifiable}: whoever has the key of the log can sign another
     * history, and remove what witnesses have said of this one.
     */
    public LogVerifier witness(Cosigner witness) {
        List<Cosigner> more = new ArrayList<>(witnesses);
        more.add(witness);
        return new LogVerifier(directory, key, anchors, epochKey, more, progress);
    }

    public LogVerifier progress(Progress watcher) {
        return new LogVerifier(directory, key, anchors, epochKey, witnesses, watcher);
    }

    /**
     * Reads all of it.
     *
     * @throws IOException when something cannot be read, which says nothing about whether it is good
     */
    public LogReport verify() throws IOException {
        int current = incarnations();
        long total = bytes(current);
        long[] done = {0};
        List<String> warnings = new ArrayList<>();
        Optional<EpochKeys> firstKey = epochKey.map(EpochKeys::read);
        for (int number = 0; ; number++) {
            Path root = number == current ? directory : Incarnation.aside(directory, number);
            String prefix = number == current ? "" : "incarnation " + number + ": ";
            Optional<NoteVerifier> named = named(number);
            Optional<String> origin = named.map(NoteVerifier::name).or(() -> claimed(root));
            LogScan scan = new LogScan(root, origin, firstKey, bytes -> progress.at(done[0] += bytes, total));
            Witnesses cosigning = new Witnesses(witnesses);
            try (NoteCheck notes = NoteCheck.open(root, origin.orElse(""), named, anchors, cosigning)) {
                scan.run(notes, named);
                Optional<Long> beyond = notes.beyond();
                if (beyond.isEmpty() || number < current) {
                    notes.complete();
                    scan.tombstones(notes.any() ? notes.good() : -1);
                    follows(scan, number);
                }
                if (number < current) {
                    aside(number, scan, warnings);
                    continue;
                }
                if (beyond.isEmpty()) {
                    scan.end();
                }
                return conclusion(scan, notes, beyond, cosigning, warnings);
            } catch (TamperedException bad) {
                return bad.report(prefix);
            }
        }
    }

    private LogReport conclusion(
            LogScan scan, NoteCheck notes, Optional<Long> beyond, Witnesses cosigning, List<String> warnings) {
        if (beyond.isPresent()) {
            return new LogReport.Truncated(scan.events(), beyond.get());
        }
        if (notes.any() && key.isEmpty()) {
            return new LogReport.Unverifiable(scan.events(), "checkpoints are there, and no key to verify them");
        }
        if (scan.seals().any() && epochKey.isEmpty()) {
            return new LogReport.Unverifiable(scan.events(), "seals are there, and no epoch key to verify them");
        }
        if (cosigning.silent().isPresent()) {
            return new LogReport.Unverifiable(
                    scan.events(),
                    "no checkpoint is cosigned by " + cosigning.silent().get());
        }
        for (LogReport.Witnessed each : cosigning.seen()) {
            if (each.events() < scan.events()) {
                warnings.add("tail " + (scan.events() - each.events()) + " not yet cosigned by " + each.witness());
            }
        }
        if (notes.any() && notes.good() < scan.events()) {
            warnings.add("unsigned tail " + (scan.events() - notes.good()));
        }
        if (scan.seals().any() && scan.seals().sealedTo() < scan.events()) {
            warnings.add("unsealed tail " + (scan.events() - scan.seals().sealedTo()));
        }
        if (notes.torn()) {
            warnings.add("a file of checkpoints ends inside a note");
        }
        if (scan.lacksTiles()) {
            warnings.add("no tiles");
        }
        if (scan.isPruningUnfinished()) {
            warnings.add("lines are there that a tombstone has named");
        }
        return new LogReport.Valid(
                scan.events(),
                scan.surplus(),
                key.isPresent() ? notes.good() : 0,
                scan.pruned(),
                cosigning.seen(),
                warnings);
    }

    private Optional<NoteVerifier> named(int number) {
        return key.map(each -> each.named(Incarnation.name(each.name(), number)));
    }

    private static Optional<String> claimed(Path root) {
        try {
            return LogScan.claimedOrigin(root);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private int incarnations() {
        int number = 0;
        while (Files.isDirectory(Incarnation.aside(directory, number))) {
            number++;
        }
        return number;
    }

    /** A log that says it is the third is preceded by two, and the first by none; what it says of the second is true. */
    private void follows(LogScan scan, int number) throws IOException, TamperedException {
        boolean says = scan.firstFacts().get("incarnation") instanceof Long claimed
                ? claimed == number && number > 0
                : number == 0 || scan.events() == 0;
        if (!says) {
            throw new TamperedException(0, "an earlier incarnation is missing, or one is there too many");
        }
        if (number > 0 && scan.events() > 0) {
            Checkpoint signed = Incarnation.signedLast(directory, number - 1);
            Map<String, Object> said = scan.firstFacts();
            boolean same = signed.origin().equals(said.get("previous_origin"))
                    && signed.root().base64().equals(said.get("previous_root"))
                    && Long.valueOf(signed.size()).equals(said.get("previous_size"));
            if (!same) {
                throw new TamperedException(0, "the log follows another one than that before it");
            }
        }
    }

    private void aside(int number, LogScan scan, List<String> warnings) throws IOException {
        Checkpoint signed = Incarnation.signedLast(directory, number);
        if (scan.seals().any() && scan.seals().sealedTo() < scan.events()) {
            warnings.add("incarnation " + number + ": unsealed tail "
                    + (scan.events() - scan.seals().sealedTo()));
        }
        if (scan.surplus() > 0) {
            warnings.add("incarnation " + number + ": " + scan.surplus() + " bytes that were never acknowledged");
        }
        if (scan.events() < signed.size()) {
            warnings.add("incarnation " + number + " was set back: " + scan.events() + " events are left of "
                    + signed.size());
        }
    }

    private long bytes(int current) throws IOException {
        long total = 0;
        for (int number = 0; number <= current; number++) {
            for (Path segment :
                    LogDirectory.segments(number == current ? directory : Incarnation.aside(directory, number))) {
                total += Files.size(segment);
            }
        }
        return total;
    }
}
