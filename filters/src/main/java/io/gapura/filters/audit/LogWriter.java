package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one who writes to a log. After any failure to write or force, the segment is given up for good: file systems may
 * mark pages clean after an error, so a later force on the same descriptor would claim success (Rebello et al., ATC'20).
 * The log goes on in a new segment that is named by the first sequence that was not stored; that name ends the segment
 * before, whatever bytes a torn write left there.
 *
 * <p>Not thread-safe: {@link JsonLinesSink} holds a lock around each call.
 */
final class LogWriter {
    /** So long a segment grows at most, and with it an epoch. */
    private static final Duration OLDEST = Duration.ofHours(1);

    private final LogDirectory directory;
    private final AuditSettings settings;
    private final JsonLinesSink.Platform platform;
    private final EventIds ids;
    private final HashChain chain;
    private @Nullable SegmentFile segment;
    private @Nullable Notary notary;
    private Instant segmentSince = Instant.MIN;
    private long refused;

    private LogWriter(
            LogDirectory directory,
            AuditSettings settings,
            JsonLinesSink.Platform platform,
            EventIds ids,
            HashChain chain) {
        this.directory = directory;
        this.settings = settings;
        this.platform = platform;
        this.ids = ids;
        this.chain = chain;
    }

    /** Takes the lock, finds where the log ends, proves that it can be written and that it is the one that was signed. */
    static LogWriter open(
            Path path,
            AuditSettings settings,
            JsonLinesSink.Platform platform,
            Signing signing,
            Notary.Log log,
            SecureRandom random) {
        LogDirectory directory = LogDirectory.open(path, settings.weakPermissions());
        LogWriter writer = null;
        boolean opened = false;
        boolean interrupted =
                Thread.interrupted(); // a channel that an interrupted thread uses closes, and with it the lock
        Ledger ledger = null;
        try {
            Recovery end = Recovery.of(directory);
            Incarnation name = Incarnation.of(directory, settings.origin(), signing, end.next());
            if (directory.segments().isEmpty()) {
                end = Recovery.of(directory); // a new incarnation begins
            }
            Optional<NoteKey> key = signing.key().map(each -> each.named(name.origin()));
            ledger = key.isEmpty() ? null : Ledger.open(directory, key.get(), platform.disk(), signing.epochKey());
            HashChain chain = new HashChain(name.origin(), end.next(), end.last());
            writer = new LogWriter(directory, settings, platform, new EventIds(random), chain);
            writer.resume(end);
            writer.begin(name, ledger == null ? 0 : ledger.epoch());
            if (ledger != null) {
                writer.notary =
                        Notary.start(directory, key.orElseThrow(), signing, platform, log, ledger, writer.chain.next());
            }
            opened = true;
            return writer;
        } catch (IOException unusable) {
            throw ConfigurationException.of("audit.directory holds a log that cannot be read or continued");
        } finally {
            if (!opened) {
                close(writer == null ? null : writer.segment, ledger, directory);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void resume(Recovery end) throws IOException {
        boolean goesOn = end.segment().isPresent()
                && !Files.exists(LogDirectory.seal(end.segment().get()));
        segment = goesOn ? platform.disk().open(end.segment().orElseThrow()) : create();
        segmentSince = platform.clock().instant();
        if (end.cutBytes() > 0 || end.damaged()) {
            Map<String, Object> facts = new TreeMap<>();
            facts.put("cut_bytes", end.cutBytes());
            facts.put("damaged", end.damaged());
            store(recovered(facts));
        }
    }

    /** The first record of a further incarnation says what the log before had signed last. */
    private void begin(Incarnation name, long epoch) throws IOException {
        if (name.number() > 0 && chain.next() == 0) {
            store(recovered(name.facts(epoch)));
        }
    }

    private SegmentFile create() throws IOException {
        SegmentFile created = platform.disk().open(directory.create(chain.next()));
        segmentSince = platform.clock().instant();
        if (settings.force() == JsonLinesSink.Force.DISK) {
            directory.force();
        }
        return created;
    }

    /** Stores one event, after recovering when that is needed. */
    void write(EventLine event) throws AuditUnavailableException {
        boolean stored = false;
        try {
            goOn();
            store(event);
            stored = true;
        } catch (IOException failed) {
            throw new AuditUnavailableException("write", failed);
        } finally {
            refused += stored ? 0 : 1;
        }
    }

    /** Proves by an event of its own that the log can be written again. */
    void recover() throws AuditUnavailableException {
        try {
            goOn();
        } catch (IOException failed) {
            throw new AuditUnavailableException("recovery", failed);
        }
    }

    private void goOn() throws IOException {
        if (segment != null) {
            return;
        }
        segment = create();
        store(recovered(new TreeMap<>(Map.of("refused_events", refused))));
        refused = 0;
    }

    private EventLine recovered(Map<String, Object> facts) {
        if (chain.next() > 0) {
            facts.put("last_seq", chain.next() - 1);
        }
        return ofLog(EventCatalog.RECOVERED, facts);
    }

    private EventLine ofLog(EventKind kind, Map<String, Object> facts) {
        Instant now = platform.clock().instant();
        return EventLine.ofLog(kind, now, ids.next(now), facts);
    }

    /** Stores an event of the log itself. */
    void record(EventKind kind, Map<String, Object> facts) throws AuditUnavailableException {
        write(ofLog(kind, facts));
    }

    /** Whatever comes next goes into a new segment. */
    void giveUp() {
        closeQuietly(segment);
        segment = null;
    }

    /** All events below it are under a checkpoint. */
    long signed() {
        Notary signer = notary;
        return signer == null ? 0 : signer.signed();
    }

    private void store(EventLine event) throws IOException {
        SegmentFile open = segment;
        segment = null; // until the line is stored whole: whatever escapes from here leaves a log that must recover
        try {
            open = rotated(open);
            Instant now = platform.clock().instant();
            byte[] line = chain.seal(event, now, event.uid());
            byte[] terminated = Arrays.copyOf(line, line.length + 1);
            terminated[line.length] = '\n';
            open.append(terminated);
            if (settings.force() == JsonLinesSink.Force.DISK || event.auditClass() == AuditClass.CRITICAL) {
                open.force();
            }
            chain.advance();
            segment = open;
            if (notary != null) {
                notary.committed(chain.next());
            }
        } finally {
            if (segment == null) {
                closeQuietly(open);
            }
        }
    }

    private SegmentFile rotated(@Nullable SegmentFile open) throws IOException {
        if (open != null && (open.length() == 0 || open.length() < platform.segmentBytes() && isYoung())) {
            return open;
        }
        closeQuietly(open);
        return create();
    }

    private boolean isYoung() {
        return platform.clock().instant().isBefore(segmentSince.plus(OLDEST));
    }

    /** Waits for the last checkpoint. Not to be called with a lock that {@link Notary.Log} needs. */
    void close() {
        if (notary != null) {
            notary.stop();
        }
        close(segment, null, directory);
        segment = null;
    }

    private static void close(@Nullable SegmentFile segment, @Nullable Ledger ledger, LogDirectory directory) {
        closeQuietly(segment);
        closeQuietly(ledger);
        try {
            directory.close();
        } catch (IOException gone) {
            // the lock ends with the process at the latest; every line that was acknowledged is stored
        }
    }

    /** Nothing is buffered here: a failing close loses no acknowledged line. */
    private static void closeQuietly(@Nullable Closeable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (IOException gone) {
            // see above
        }
    }
}
