package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The durable audit log: one canonical JSON line per event, sequence without a gap, each line tied to the one before, in
 * {@code segment/<first sequence>.jsonl} under one directory. When {@link #append} returns, the line is with the
 * operating system ({@link Force#WRITE}: survives the process) or on the disk ({@link Force#DISK}: survives the machine).
 * When it cannot be, the event is refused and so is the request.
 *
 * <p>A value until first used: {@link #check} or the first event opens the directory and takes its lock, and throws
 * {@link ConfigurationException} when it is not writable, too open or in use. Refining methods give further values.
 * Thread-safe; writers wait for each other, without pinning a virtual thread.
 */
public final class JsonLinesSink implements AuditSink {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private static final long NOTICE_MILLIS = 1_000;

    private final Path directory;
    private final AuditSettings settings;
    private final Platform platform;
    private final Redaction redaction;
    private final Signing signing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Notices notices;
    private final Floods floods = new Floods();
    private @Nullable LogWriter writer;
    private long looked = Long.MIN_VALUE / 2;
    private volatile boolean healthy;
    private boolean closed;

    /** How far a line has come when its event counts as stored. */
    public enum Force {
        /** {@code write} returned. */
        WRITE,
        /** The disk has confirmed it, event by event. */
        DISK
    }

    /** What a log stands on; tests put disks that fail and small segments here. */
    record Platform(SegmentFile.Opener disk, InstantSource clock, long segmentBytes) {
        static final Platform REAL = new Platform(SegmentFile::onDisk, InstantSource.system(), 64L << 20);
    }

    private JsonLinesSink(AuditSettings settings, Platform platform, Signing signing) {
        this.directory = settings.directory()
                .orElseThrow(() -> ConfigurationException.of("audit.directory must be set: a directory of its own"));
        this.settings = settings;
        this.platform = platform;
        this.signing = signing;
        this.notices = Notices.under(directory);
        this.redaction = Redaction.of(settings.recording(), directory, settings.origin(), new SecureRandom());
    }

    /** A log in that directory, made when absent; origin {@code gapura}, {@link Force#WRITE}. */
    public static JsonLinesSink to(Path directory) {
        return with(AuditSettings.of(Optional.of(directory), "gapura", Force.WRITE, false, Recording.standard()));
    }

    /** Facility {@code audit}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "audit",
                "writes one chained JSON line per decision or completion",
                MethodHandles.lookup(),
                AuditSettings.class,
                AuditSettings.DEFAULTS,
                settings -> Contribution.audit(with(settings)));
    }

    static JsonLinesSink with(AuditSettings settings) {
        return new JsonLinesSink(settings, Platform.REAL, AnchorSettings.signing(settings));
    }

    /** Names the log in each line, such as {@code orders.example.com/audit/node-1}; unique among your logs. */
    public JsonLinesSink origin(String name) {
        return refined(name, settings.force(), settings.weakPermissions(), settings.recording());
    }

    public JsonLinesSink force(Force when) {
        return refined(settings.origin(), when, settings.weakPermissions(), settings.recording());
    }

    /** Accepts a directory that other accounts may enter, as mounted volumes often are. */
    public JsonLinesSink dangerouslyAllowWeakPermissions() {
        return refined(settings.origin(), settings.force(), true, settings.recording());
    }

    /** What is recorded of each request, and how what names a person is stored. */
    public JsonLinesSink recording(Recording what) {
        return refined(settings.origin(), settings.force(), settings.weakPermissions(), what);
    }

    private JsonLinesSink refined(String origin, Force force, boolean weakPermissions, Recording recording) {
        return new JsonLinesSink(
                AuditSettings.of(settings.directory(), origin, force, weakPermissions, recording), platform, signing);
    }

    /**
     * Signs a checkpoint over all events each second or after a thousand, and an event when there is none for a minute;
     * the key has the name of the log. The last checkpoint is in the file {@code checkpoint}, all of them in
     * {@code checkpoints.log}.
     */
    public JsonLinesSink signedBy(NoteKey key) {
        return with(signing.withKey(key));
    }

    /** Where checkpoints go as soon as they are signed: outside of this host, or a cut tail never shows. */
    public JsonLinesSink anchoredTo(Anchor... places) {
        List<Signing.Named> named = new ArrayList<>();
        for (Anchor place : places) {
            named.add(new Signing.Named(String.valueOf(named.size() + 1), place));
        }
        return with(signing.withAnchors(named));
    }

    /** Seals each segment with the key in that file, which is replaced after each. */
    public JsonLinesSink sealedBy(Path epochKey) {
        return with(signing.withEpochKey(epochKey));
    }

    /** Lets a log begin anew, under the next name, where this one was set back behind what was signed. */
    public JsonLinesSink newIncarnation(int number) {
        return with(signing.withIncarnation(number));
    }

    JsonLinesSink with(Signing other) {
        return new JsonLinesSink(settings, platform, other);
    }

    JsonLinesSink on(Platform other) {
        return new JsonLinesSink(settings, other, signing);
    }

    AuditSettings settings() {
        return settings;
    }

    @Override
    public void append(AuditEvent event) throws AuditUnavailableException {
        if (!redaction.records(event) || floods.counts(event, platform.clock.millis())) {
            return;
        }
        EventLine line = redaction.line(event); // the request's accessors are not called under the lock
        lock.lock();
        try {
            healthy = false;
            LogWriter open = opened();
            record(open);
            open.write(line);
            healthy = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCritical(Endpoint endpoint) {
        return redaction.critical().contains(endpoint);
    }

    @Override
    public void opened(List<Endpoint> endpoints) {
        for (String unknown : redaction.critical().unknownTo(endpoints)) {
            LOG.log(System.Logger.Level.WARNING, "Gapura audit.critical: there is no endpoint {0}", unknown);
        }
    }

    @Override
    public void check() throws AuditUnavailableException {
        if (healthy) {
            return;
        }
        lock.lock();
        try {
            LogWriter open = opened();
            open.recover();
            record(open);
            healthy = true;
        } finally {
            lock.unlock();
        }
    }

    /** What commands did to the log since the last look, a second ago at least. */
    private void record(LogWriter open) throws AuditUnavailableException {
        long now = platform.clock.millis();
        if (Math.abs(now - looked) < NOTICE_MILLIS) {
            return;
        }
        looked = now;
        sayCounts(open, now, false);
        try {
            for (Notices.Notice notice : notices.waiting()) {
                open.write(EventLine.ofLog(notice.kind(), notice.time(), redaction.uid(notice.time()), notice.facts()));
                notices.done(notice);
            }
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot read what commands did to the audit log", unreadable);
        }
    }

    private void sayCounts(LogWriter open, long now, boolean all) throws AuditUnavailableException {
        for (Floods.Count count : floods.due(now, all)) {
            Instant last = Instant.ofEpochMilli(count.last());
            String uid = redaction.uid(last);
            Floods.Key key = count.key();
            open.write(
                    key == null
                            ? EventLine.ofLog(
                                    count.kind(), last, uid, Map.of("count", count.count(), "reason", "windows"))
                            : EventLine.ofCount(count, key, redaction.network(key.network()), uid));
            floods.said(count);
        }
    }

    private void sayLastCounts(LogWriter open) {
        try {
            sayCounts(open, platform.clock.millis(), true);
        } catch (AuditUnavailableException lost) {
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot store the last counts in the audit log", lost);
        }
    }

    private LogWriter opened() throws AuditUnavailableException {
        if (closed) {
            throw new AuditUnavailableException("closed");
        }
        LogWriter open = writer;
        if (open == null) {
            AnchorSettings.check(settings.origin(), signing);
            open = LogWriter.open(directory, settings, platform, signing, new OfSink(), new SecureRandom());
            writer = open;
        }
        return open;
    }

    /** How many of the events are under a checkpoint. */
    public long signed() {
        lock.lock();
        try {
            return writer == null ? 0 : writer.signed();
        } finally {
            lock.unlock();
        }
    }

    /** What the notary asks for, on its own thread. */
    private final class OfSink implements Notary.Log {
        @Override
        public boolean record(EventKind kind, Map<String, Object> facts) {
            lock.lock();
            try {
                if (writer != null) {
                    writer.record(kind, new TreeMap<>(facts));
                    return true;
                }
            } catch (AuditUnavailableException unwritable) {
                healthy = false; // the next request finds out, and is refused or recovers
            } finally {
                lock.unlock();
            }
            return false;
        }

        @Override
        public void giveUp() {
            lock.lock();
            try {
                healthy = false;
                if (writer != null) {
                    writer.giveUp();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until what is stored is signed, when a key was given. */
    @Override
    public void close() {
        LogWriter open;
        lock.lock();
        try {
            healthy = false;
            closed = true;
            open = writer;
            writer = null;
            if (open != null) {
                sayLastCounts(open);
            }
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close(); // without the lock, which its notary may wait for
        }
    }
}
