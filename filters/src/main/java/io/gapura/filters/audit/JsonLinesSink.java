package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.Grouped;
import io.gapura.filters.config.Reference;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
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
    private final Path directory;
    private final Settings settings;
    private final Platform platform;
    private final Signing signing;
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
    record Settings(
            Optional<Path> directory,
            String origin,
            Force force,
            boolean weakPermissions,
            Optional<Reference> key,
            Duration checkpointEvery,
            int checkpointEvents,
            Duration heartbeat,
            Optional<Path> epochKey,
            int newIncarnation,
            @Grouped Map<String, AnchorSettings> anchor) {
        static final Settings DEFAULTS = new Settings(Optional.empty(), "gapura", Force.WRITE, false);

        Settings {
            if (!HashChain.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "origin must be 1 to 128 letters, digits and . _ : / - and begin with a letter or digit");
            }
        }

        /** Without checkpoints. */
        Settings(Optional<Path> directory, String origin, Force force, boolean weakPermissions) {
            this(
                    directory,
                    origin,
                    force,
                    weakPermissions,
                    Optional.empty(),
                    Signing.NONE.every(),
                    Signing.NONE.events(),
                    Signing.NONE.heartbeat(),
                    Optional.empty(),
                    0,
                    Map.of());
        }
    }

    /** What a log stands on; tests put disks that fail and small segments here. */
    record Platform(SegmentFile.Opener disk, InstantSource clock, long segmentBytes) {
        static final Platform REAL = new Platform(SegmentFile::onDisk, InstantSource.system(), 64L << 20);
    }

    private JsonLinesSink(Settings settings, Platform platform, Signing signing) {
        this.directory = settings.directory.orElseThrow(
                () -> ConfigurationException.of("audit.directory must be set: a directory of its own"));
        this.settings = settings;
        this.platform = platform;
        this.signing = signing;
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
        return new JsonLinesSink(settings, Platform.REAL, AnchorSettings.signing(settings));
    }

    /** Names the log in each line, such as {@code orders.example.com/audit/node-1}; unique among your logs. */
    public JsonLinesSink origin(String name) {
        return new JsonLinesSink(
                new Settings(settings.directory, name, settings.force, settings.weakPermissions), platform, signing);
    }

    public JsonLinesSink force(Force when) {
        return new JsonLinesSink(
                new Settings(settings.directory, settings.origin, when, settings.weakPermissions), platform, signing);
    }

    /** Accepts a directory that other accounts may enter, as mounted volumes often are. */
    public JsonLinesSink dangerouslyAllowWeakPermissions() {
        return new JsonLinesSink(
                new Settings(settings.directory, settings.origin, settings.force, true), platform, signing);
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
            AnchorSettings.check(settings.origin, signing);
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
        public void record(EventKind kind, Map<String, Object> facts) {
            lock.lock();
            try {
                if (writer != null) {
                    writer.record(kind, new TreeMap<>(facts));
                }
            } catch (AuditUnavailableException unwritable) {
                healthy = false; // the next request finds out, and is refused or recovers
            } finally {
                lock.unlock();
            }
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
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close(); // without the lock, which its notary may wait for
        }
    }
}
