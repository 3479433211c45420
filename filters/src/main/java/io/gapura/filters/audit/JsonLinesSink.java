package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
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
    private final Path directory;
    private final Settings settings;
    private final Platform platform;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LogWriter writer;
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
    record Settings(Optional<Path> directory, String origin, Force force, boolean weakPermissions) {
        static final Settings DEFAULTS = new Settings(Optional.empty(), "gapura", Force.WRITE, false);

        Settings {
            if (!HashChain.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "origin must be 1 to 128 letters, digits and . _ : / - and begin with a letter or digit");
            }
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
    }

    /** A log in that directory, made when absent; origin {@code gapura}, {@link Force#WRITE}. */
    public static JsonLinesSink to(Path directory) {
        return with(new Settings(Optional.of(directory), "gapura", Force.WRITE, false));
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
        return new JsonLinesSink(
                new Settings(settings.directory, name, settings.force, settings.weakPermissions), platform);
    }

    public JsonLinesSink force(Force when) {
        return new JsonLinesSink(
                new Settings(settings.directory, settings.origin, when, settings.weakPermissions), platform);
    }

    /** Accepts a directory that other accounts may enter, as mounted volumes often are. */
    public JsonLinesSink dangerouslyAllowWeakPermissions() {
        return new JsonLinesSink(new Settings(settings.directory, settings.origin, settings.force, true), platform);
    }

    JsonLinesSink on(Platform other) {
        return new JsonLinesSink(settings, other);
    }

    Settings settings() {
        return settings;
    }

    @Override
    public void append(AuditEvent event) throws AuditUnavailableException {
        EventLine line = EventLine.of(event); // the request's accessors are not called under the lock
        lock.lock();
        try {
            healthy = false;
            opened().write(line);
            healthy = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void check() throws AuditUnavailableException {
        if (healthy) {
            return;
        }
        lock.lock();
        try {
            opened().recover();
            healthy = true;
        } finally {
            lock.unlock();
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
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
