package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Settings settings;
    private final Platform platform;
    private final Redaction redaction;
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

    /** Section {@code audit}. */
    record Settings(
            Optional<Path> directory,
            String origin,
            Force force,
            boolean weakPermissions,
            List<String> headers,
            List<String> queryParameters,
            Optional<Reference> hashKeys,
            Optional<Reference> subjectKeys,
            Personal caller,
            Personal address,
            String grants,
            List<String> critical) {
        static final Settings DEFAULTS = of(Optional.empty(), "gapura", Force.WRITE, false, Recording.standard());

        Settings {
            if (!HashChain.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "origin must be 1 to 128 letters, digits and . _ : / - and begin with a letter or digit");
            }
            headers = List.copyOf(headers);
            queryParameters = List.copyOf(queryParameters);
            critical = List.copyOf(critical);
            recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
        }

        static Settings of(
                Optional<Path> directory, String origin, Force force, boolean weakPermissions, Recording recording) {
            return new Settings(
                    directory,
                    origin,
                    force,
                    weakPermissions,
                    recording.headers(),
                    recording.queryParameters(),
                    recording.hashKeys(),
                    recording.subjectKeys(),
                    recording.caller(),
                    recording.address(),
                    recording.grants(),
                    recording.critical());
        }

        private static Recording recording(
                List<String> headers,
                List<String> queryParameters,
                Optional<Reference> hashKeys,
                Optional<Reference> subjectKeys,
                Personal caller,
                Personal address,
                String grants,
                List<String> critical) {
            return new Recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
        }

        Recording recording() {
            return recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
        }
    }

    /** What a log stands on; tests put disks that fail and small segments here. */
    record Platform(SegmentFile.Opener disk, InstantSource clock, long segmentBytes) {
        static final Platform REAL = new Platform(SegmentFile::onDisk, InstantSource.system(), 64L << 20);
    }

    private JsonLinesSink(Settings settings, Platform platform) {
        this.directory = settings.directory.orElseThrow(
                () -> ConfigurationException.of("audit.directory must be set: a directory of its own"));
        this.settings = settings;
        this.platform = platform;
        this.notices = Notices.under(directory);
        this.redaction = Redaction.of(settings.recording(), directory, settings.origin, new SecureRandom());
    }

    /** A log in that directory, made when absent; origin {@code gapura}, {@link Force#WRITE}. */
    public static JsonLinesSink to(Path directory) {
        return with(Settings.of(Optional.of(directory), "gapura", Force.WRITE, false, Recording.standard()));
    }

    /** Facility {@code audit}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "audit",
                "writes one chained JSON line per decision or completion",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.audit(with(settings)));
    }

    static JsonLinesSink with(Settings settings) {
        return new JsonLinesSink(settings, Platform.REAL);
    }

    /** Names the log in each line, such as {@code orders.example.com/audit/node-1}; unique among your logs. */
    public JsonLinesSink origin(String name) {
        return refined(name, settings.force, settings.weakPermissions, settings.recording());
    }

    public JsonLinesSink force(Force when) {
        return refined(settings.origin, when, settings.weakPermissions, settings.recording());
    }

    /** Accepts a directory that other accounts may enter, as mounted volumes often are. */
    public JsonLinesSink dangerouslyAllowWeakPermissions() {
        return refined(settings.origin, settings.force, true, settings.recording());
    }

    /** What is recorded of each request, and how what names a person is stored. */
    public JsonLinesSink recording(Recording what) {
        return refined(settings.origin, settings.force, settings.weakPermissions, what);
    }

    private JsonLinesSink refined(String origin, Force force, boolean weakPermissions, Recording recording) {
        return new JsonLinesSink(Settings.of(settings.directory, origin, force, weakPermissions, recording), platform);
    }

    JsonLinesSink on(Platform other) {
        return new JsonLinesSink(settings, other);
    }

    Settings settings() {
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
            open = LogWriter.open(directory, settings, platform, new SecureRandom());
            writer = open;
        }
        return open;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            healthy = false;
            closed = true;
            LogWriter open = writer;
            if (open != null) {
                writer = null;
                sayLastCounts(open);
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
