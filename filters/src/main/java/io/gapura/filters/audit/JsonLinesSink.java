package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
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
    private final SegmentFile.Opener opener;
    private final InstantSource clock;
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

    /** What a log is made with. */
    record Settings(String origin, Force force, boolean weakPermissions, long segmentBytes) {
        Settings {
            if (!HashChain.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "origin must be 1 to 128 letters, digits and . _ : / - and begin with a letter or digit");
            }
        }
    }

    private JsonLinesSink(Path directory, Settings settings, SegmentFile.Opener opener, InstantSource clock) {
        this.directory = directory;
        this.settings = settings;
        this.opener = opener;
        this.clock = clock;
    }

    /** A log in that directory, made when absent. Origin {@code gapura}, {@link Force#WRITE}, segments of 64 MiB. */
    public static JsonLinesSink to(Path directory) {
        Settings settings = new Settings("gapura", Force.WRITE, false, 64L << 20);
        return new JsonLinesSink(
                Objects.requireNonNull(directory, "directory"),
                settings,
                SegmentFile::onDisk,
                InstantSource.system());
    }

    /** Names the log in each line, such as {@code orders.example.com/audit/node-1}; unique among your logs. */
    public JsonLinesSink origin(String name) {
        return with(new Settings(name, settings.force, settings.weakPermissions, settings.segmentBytes));
    }

    public JsonLinesSink force(Force force) {
        return with(new Settings(settings.origin, force, settings.weakPermissions, settings.segmentBytes));
    }

    /** Accepts a directory that other accounts may enter, as mounted volumes often are. */
    public JsonLinesSink dangerouslyAllowWeakPermissions() {
        return with(new Settings(settings.origin, settings.force, true, settings.segmentBytes));
    }

    JsonLinesSink segmentBytes(long bytes) {
        return with(new Settings(settings.origin, settings.force, settings.weakPermissions, bytes));
    }

    JsonLinesSink on(SegmentFile.Opener disk, InstantSource time) {
        return new JsonLinesSink(directory, settings, disk, time);
    }

    private JsonLinesSink with(Settings changed) {
        return new JsonLinesSink(directory, changed, opener, clock);
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
            open = LogWriter.open(directory, settings, opener, clock, new SecureRandom());
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
