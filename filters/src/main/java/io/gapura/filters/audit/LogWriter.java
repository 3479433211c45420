package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
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
    private final LogDirectory directory;
    private final JsonLinesSink.Settings settings;
    private final JsonLinesSink.Platform platform;
    private final EventIds ids;
    private final HashChain chain;
    private @Nullable SegmentFile segment;
    private long refused;

    private LogWriter(
            LogDirectory directory,
            JsonLinesSink.Settings settings,
            JsonLinesSink.Platform platform,
            EventIds ids,
            HashChain chain) {
        this.directory = directory;
        this.settings = settings;
        this.platform = platform;
        this.ids = ids;
        this.chain = chain;
    }

    /** Takes the lock, finds where the log ends and proves that it can be written. */
    static LogWriter open(
            Path path, JsonLinesSink.Settings settings, JsonLinesSink.Platform platform, SecureRandom random) {
        LogDirectory directory = LogDirectory.open(path, settings.weakPermissions());
        LogWriter writer = null;
        try {
            Recovery end = Recovery.of(directory);
            HashChain chain = new HashChain(settings.origin(), end.next(), end.last());
            writer = new LogWriter(directory, settings, platform, new EventIds(random), chain);
            writer.resume(end);
            return writer;
        } catch (IOException unusable) {
            close(writer == null ? null : writer.segment, directory);
            throw ConfigurationException.of("audit.directory holds a log that cannot be read or continued");
        }
    }

    private void resume(Recovery end) throws IOException {
        segment = end.segment().isPresent() ? platform.disk().open(end.segment().get()) : create();
        if (end.cutBytes() > 0 || end.damaged()) {
            Map<String, Object> facts = new TreeMap<>();
            facts.put("cut_bytes", end.cutBytes());
            facts.put("damaged", end.damaged());
            store(recovered(facts));
        }
    }

    private SegmentFile create() throws IOException {
        SegmentFile created = platform.disk().open(directory.create(chain.next()));
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
        Instant now = platform.clock().instant();
        return EventLine.ofLog(EventCatalog.RECOVERED, now, ids.next(now), facts);
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
        } finally {
            if (segment == null) {
                closeQuietly(open);
            }
        }
    }

    private SegmentFile rotated(@Nullable SegmentFile open) throws IOException {
        if (open != null && open.length() < platform.segmentBytes()) {
            return open;
        }
        closeQuietly(open);
        return create();
    }

    void close() {
        close(segment, directory);
        segment = null;
    }

    private static void close(@Nullable SegmentFile segment, LogDirectory directory) {
        closeQuietly(segment);
        try {
            directory.close();
        } catch (IOException gone) {
            // the lock ends with the process at the latest; every line that was acknowledged is stored
        }
    }

    /** Nothing is buffered here: a failing close loses no acknowledged line. */
    private static void closeQuietly(@Nullable SegmentFile segment) {
        try {
            if (segment != null) {
                segment.close();
            }
        } catch (IOException gone) {
            // see above
        }
    }
}
