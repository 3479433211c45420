package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The durable audit log: one canonical JSON line per event, sequence without a gap, each line tied to the one before, in
 * {@code segment/<first sequence>.jsonl} under one directory. The thread of the request encodes the event; one other thread
 * writes what has come together and has the disk confirm it. When {@link #append} returns, a STANDARD event is with the
 * operating system ({@link Force#WRITE}: survives the process) or on the disk ({@link Force#DISK}: survives the machine), and
 * a CRITICAL one is on the disk. When it cannot be, within half a second or two, the event is refused and so is the request.
 *
 * <p>A value until first used: {@link #check} or the first event opens the directory and takes its lock, and throws
 * {@link ConfigurationException} when it is not writable, too open or in use. Refining methods give further values.
 * Thread-safe; no lock is held around I/O, and no virtual thread is pinned.
 */
public final class JsonLinesSink implements AuditSink {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private final Path directory;
    private final AuditSettings settings;
    private final Platform platform;
    private final Redaction redaction;
    private final Signing signing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Floods floods = new Floods();
    private volatile @Nullable LogWriter writer;
    private volatile boolean closed;
    private volatile boolean announced;

    /** How far a line has come when its event counts as stored. */
    public enum Force {
        /** {@code write} returned. */
        WRITE,
        /** The disk has confirmed it, event by event. */
        DISK
    }

    /** What becomes of a request whose STANDARD event cannot be stored. */
    public enum OnTrouble {
        /** It is 503. */
        REFUSE,
        /** It goes on, and the log says later how many it lacks. */
        CONTINUE
    }

    /** How the log is, for whoever asks whether the application is ready. */
    public enum Health {
        UP,
        /** Little is left of the disk. */
        DEGRADED,
        /** Events cannot be stored now. */
        DOWN
    }

    /**
     * What a log stands on; tests put disks that fail and small segments here.
     *
     * @param nanos the time that really goes by, which the clock is held against
     * @param segmentBytes a segment ends here, when the settings do not end it before
     * @param aside from so many bytes on a batch is forced by a thread of its own
     * @param patience of whoever waits for the disk; null for what the settings say
     */
    record Platform(
            SegmentFile.Opener disk,
            InstantSource clock,
            LongSupplier nanos,
            DiskGuard.Space space,
            long segmentBytes,
            int aside,
            Entrance.@Nullable Patience patience) {
        /** A force of so much lasts for longer than two threads need to tell each other of it. */
        private static final int LARGE = 256 << 10;

        static final Platform REAL = new Platform(
                SegmentFile::onDisk, InstantSource.system(), System::nanoTime, DiskGuard.Space::real, Long.MAX_VALUE);

        Platform(
                SegmentFile.Opener disk,
                InstantSource clock,
                LongSupplier nanos,
                DiskGuard.Space space,
                long segmentBytes) {
            this(disk, clock, nanos, space, segmentBytes, LARGE, null);
        }

        /** What callers have, when the settings say this. */
        Entrance.Patience patienceOr(Durability settings) {
            return patience == null ? Entrance.Patience.of(settings) : patience;
        }

        /** The same whose callers wait for as long as a machine stands still. */
        Platform patient() {
            return new Platform(disk, clock, nanos, space, segmentBytes, aside, Entrance.Patience.LONG);
        }

        /** The same that forces aside from so many bytes on. */
        Platform aside(int bytes) {
            return new Platform(disk, clock, nanos, space, segmentBytes, bytes, patience);
        }

        /** One whose clock is right, on a disk with room, whose callers wait for as long as a machine stands still. */
        Platform(SegmentFile.Opener disk, InstantSource clock, long segmentBytes) {
            this(
                    disk,
                    clock,
                    () -> clock.millis() * 1_000_000,
                    path -> new long[] {1L << 40, 1L << 40},
                    segmentBytes,
                    LARGE,
                    Entrance.Patience.LONG);
        }
    }

    private JsonLinesSink(AuditSettings settings, Platform platform, Signing signing) {
        this.directory = settings.directory()
                .orElseThrow(() -> ConfigurationException.of("audit.directory must be set: a directory of its own"));
        this.settings = settings;
        this.platform = platform;
        this.signing = signing;
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
        AuditSettings other = settings.with(origin, force, weakPermissions, recording, settings.durability());
        return new JsonLinesSink(other, platform, signing);
    }

    /** What becomes of a request whose STANDARD event cannot be stored; standard is {@link OnTrouble#REFUSE}. */
    public JsonLinesSink onTrouble(OnTrouble what) {
        return durable(settings.durability().onTrouble(what));
    }

    /** Keeps the log and what belongs to it below that size: near to it the same happens as near to the end of the disk. */
    public JsonLinesSink maxBytes(DataSize most) {
        return durable(settings.durability().maxBytes(most));
    }

    /**
     * How long a request waits for its STANDARD event while the disk takes none, 100 ms to a minute, half a second unless
     * said; for a CRITICAL one four times as long.
     */
    public JsonLinesSink patience(Duration longest) {
        return durable(settings.durability().patience(longest));
    }

    JsonLinesSink durable(Durability how) {
        return new JsonLinesSink(settings.with(how), platform, signing);
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

    /** A further place that gets every line, in order and at least once; {@code required} keeps lines until it has them. */
    public JsonLinesSink shippedTo(String name, Shipper shipper, boolean required) {
        List<Destination> all = new ArrayList<>(signing.destinations());
        all.add(Destination.of(name, shipper, required));
        return with(signing.withDestinations(all));
    }

    /** Seals each segment with the key in that file, which is replaced after each. */
    public JsonLinesSink sealedBy(Path epochKey) {
        return with(signing.withEpochKey(epochKey));
    }

    /** Lets a log begin anew, under the next name, where this one was set back behind what was signed. */
    public JsonLinesSink newIncarnation(int number) {
        return with(signing.withIncarnation(number));
    }

    /** How long events are kept, such as {@code 400d}, {@code never}, {@code bulk 90d}; 400 days without it. */
    public JsonLinesSink retaining(String... times) {
        return with(signing.withUpkeep(signing.upkeep().retaining(Retention.of(List.of(times)))));
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
        AuditEvent stored = stored(event);
        if (stored != null) {
            opened().enter(stored).await();
        }
    }

    /**
     * Encodes the event and hands it to the writer: the first half of {@link #append}, for whoever can do something else
     * until the receipt is needed. Nothing of the event is kept but its values.
     */
    public Receipt enqueue(AuditEvent event) throws AuditUnavailableException {
        AuditEvent stored = stored(event);
        return stored == null ? Receipt.DONE : opened().enter(stored);
    }

    /** What is to be stored by itself; null when nothing is. */
    private @Nullable AuditEvent stored(AuditEvent event) {
        AuditEvent recorded = redaction.recorded(event);
        boolean counted =
                recorded != null && Floods.concern(recorded) && floods.counts(recorded, platform.clock.millis());
        return counted ? null : recorded;
    }

    @Override
    public boolean isCritical(Endpoint endpoint) {
        return redaction.critical().contains(endpoint);
    }

    @Override
    public void opened(List<Endpoint> endpoints) {
        announced = announced();
        StartWarnings.of(directory, signing).forEach(each -> LOG.log(System.Logger.Level.WARNING, "Gapura {0}", each));
        for (String unknown : redaction.critical().unknownTo(endpoints)) {
            LOG.log(System.Logger.Level.WARNING, "Gapura audit.critical: there is no endpoint {0}", unknown);
        }
    }

    /** Says that it records from now on, and how; a log that cannot refuses the first request. */
    private boolean announced() {
        try {
            return opened().record(EventCatalog.OPENED, signing.facts(redaction.grantsPercent()));
        } catch (AuditUnavailableException unwritable) {
            return false;
        }
    }

    @Override
    public void check() throws AuditUnavailableException {
        opened().check();
    }

    /** Costs nothing: for probes of readiness. */
    public Health health() {
        LogWriter open = writer;
        return closed || open == null ? Health.DOWN : open.health();
    }

    private LogWriter opened() throws AuditUnavailableException {
        LogWriter open = writer;
        return open == null ? open() : open;
    }

    private LogWriter open() throws AuditUnavailableException {
        lock.lock();
        try {
            if (closed) {
                throw new AuditUnavailableException("closed");
            }
            LogWriter open = writer;
            if (open == null) {
                AnchorSettings.check(settings.origin(), signing);
                open = LogWriter.open(new LogWriter.Opening(directory, settings, platform, signing, redaction, floods));
                writer = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** How many of the events are under a checkpoint. */
    public long signed() {
        LogWriter open = writer;
        return open == null ? 0 : open.signed();
    }

    /** All events below that sequence are on the disk, under a name that they keep: whoever copies them stops there. */
    public long forced() {
        LogWriter open = writer;
        return open == null ? 0 : open.forced();
    }

    /** Waits until what is stored is signed, when a key was given. */
    @Override
    public void close() {
        LogWriter open;
        lock.lock();
        try {
            closed = true;
            open = writer;
            writer = null;
        } finally {
            lock.unlock();
        }
        if (open != null && announced) {
            open.record(EventCatalog.CLOSED, Map.of());
        }
        if (open != null) {
            open.close(); // without the lock: events that have entered are written first
        }
    }
}
