package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Asks for the oldest events of a log to be removed. Who writes the log does it, at once where a server runs and at its
 * next start where none does: an event says first which go and why, and only when it is signed, whole segments and their
 * entry bundles go. Hash tiles stay: the log stays valid, and what is left can be proven.
 *
 * <p>A log with a file {@code hold} in its directory is under legal hold: nothing is removed from it. Thread-safe.
 */
public final class LogPruning {
    private final Path directory;
    private final PruneRange range;
    private final InstantSource clock;

    private LogPruning(Path directory, PruneRange range, InstantSource clock) {
        this.directory = directory;
        this.range = range;
        this.clock = clock;
    }

    /** That of a log; {@link ConfigurationException} when there is none. */
    public static LogPruning of(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve("segment"))) {
            throw ConfigurationException.of("there is no log in " + directory);
        }
        return new LogPruning(directory, PruneRange.at(directory), InstantSource.system());
    }

    /**
     * Of all events below a sequence those that can go: whole segments that are signed, and sealed where others are.
     *
     * @param reason why, for the event
     * @return the first sequence that stays; empty when nothing can go, and nothing is asked for then
     * @throws ConfigurationException while the log is under legal hold
     */
    public OptionalLong before(long sequence, String reason) throws IOException {
        if (Files.exists(directory.resolve("hold"))) {
            throw ConfigurationException.of("the log is under legal hold: nothing goes while there is a file hold");
        }
        long end = range.end(sequence, signed());
        if (end <= range.first()) {
            return OptionalLong.empty();
        }
        Instant now = clock.instant();
        Notices.ofPruning(directory)
                .leave(
                        EventCatalog.PRUNED,
                        now,
                        new EventIds(new SecureRandom()).next(now),
                        Map.of("before", end, "reason", reason));
        return OptionalLong.of(end);
    }

    /** The same of all segments whose events were all written before that time; reads those. */
    public OptionalLong before(Instant time, String reason) throws IOException {
        return before(range.before(time), reason);
    }

    /** Whether what was asked for is not done yet. */
    public boolean isWaiting() throws IOException {
        return !Notices.ofPruning(directory).waiting().isEmpty()
                || PrunePlan.read(directory).isPresent();
    }

    private long signed() throws IOException {
        Path note = directory.resolve("checkpoint");
        if (!Files.exists(note)) {
            return -1;
        }
        try (InputStream in = Files.newInputStream(note)) {
            return Checkpoint.unverified(in.readNBytes(SignedNote.LONGEST + 1)).size();
        } catch (NotProvenException malformed) {
            throw new IOException("checkpoint: " + malformed.finding(), malformed);
        }
    }
}
