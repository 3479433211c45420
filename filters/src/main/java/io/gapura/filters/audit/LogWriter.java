package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log that is open: its directory is held, its end is known, and the threads run that write and sign it. Thread-safe.
 */
final class LogWriter {
    private final LogDirectory directory;
    private final SelfReport house;
    private final Entrance entrance;
    private final Tidings tidings;
    private final WriterThread thread;
    private final Entrance.Patience patience;
    private @Nullable Notary notary; // set before anybody else sees the writer
    private @Nullable Housekeeper housekeeper; // as well
    private @Nullable Shipping shipping; // as well

    /** What a log is opened with. */
    record Opening(
            Path path,
            AuditSettings settings,
            JsonLinesSink.Platform platform,
            Signing signing,
            Redaction redaction,
            Floods floods) {}

    private LogWriter(
            LogDirectory directory,
            SelfReport house,
            Entrance entrance,
            Tidings tidings,
            WriterThread thread,
            Entrance.Patience patience) {
        this.directory = directory;
        this.house = house;
        this.entrance = entrance;
        this.tidings = tidings;
        this.thread = thread;
        this.patience = patience;
    }

    /** Takes the lock, finds where the log ends, proves that it can be written and that it is the one that was signed. */
    static LogWriter open(Opening opening) {
        AuditSettings settings = opening.settings;
        LogDirectory directory = LogDirectory.open(opening.path, settings.weakPermissions());
        boolean opened = false;
        boolean interrupted =
                Thread.interrupted(); // a channel that an interrupted thread uses closes, and with it the lock
        Ledger ledger = null;
        Segments segments = new Segments(
                directory,
                opening.platform,
                Math.min(opening.platform.segmentBytes(), settings.segment().toBytes()),
                settings.segmentAge());
        try {
            Recovery end = Recovery.of(directory);
            Incarnation name = Incarnation.of(directory, settings.origin(), opening.signing, end.next());
            if (directory.segments().isEmpty()) {
                end = Recovery.of(directory); // a new incarnation begins
            }
            Optional<NoteKey> key = opening.signing.key().map(each -> each.named(name.origin()));
            ledger = key.isEmpty() ? null : Ledger.open(directory, key.get(), opening.signing);
            Shipping shipping =
                    Shipping.open(directory.root(), opening.signing.destinations(), name.origin(), end.next());
            LogWriter writer = begin(opening, directory, segments, end, name, ledger == null ? 0 : ledger.epoch());
            if (ledger != null) {
                writer.sign(opening, key.orElseThrow(), ledger);
            } else {
                writer.prune(opening);
            }
            writer.ship(shipping);
            opened = true;
            return writer;
        } catch (IOException unusable) {
            throw ConfigurationException.of("audit.directory holds a log that cannot be read or continued");
        } finally {
            if (!opened) {
                segments.close();
                closeQuietly(ledger);
                closeQuietly(directory::close);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LogWriter begin(
            Opening opening, LogDirectory directory, Segments segments, Recovery end, Incarnation name, long epoch)
            throws IOException {
        AuditSettings settings = opening.settings;
        segments.resume(end);
        segments.force(); // nobody knows whether the process before came to it
        Losses losses = new Losses();
        Tidings tidings = new Tidings(settings.onTrouble() == JsonLinesSink.OnTrouble.CONTINUE, losses);
        DiskGuard disk = new DiskGuard(
                directory.root(), opening.platform.space(), settings.maxBytes().toBytes());
        SelfReport house = new SelfReport(
                Notices.under(opening.path),
                opening.floods,
                losses,
                disk,
                opening.platform,
                opening.redaction,
                segments);
        Ring ring = Ring.of(settings.ring(), settings.ringBytes().toBytes(), opening.redaction);
        Committer committer = new Committer(
                ring,
                segments,
                new HashChain(name.origin(), end.next(), end.last()),
                house,
                tidings,
                settings,
                opening.platform.aside());
        tidings.forced(end.next());
        sayHowItBegins(committer, house, end, name, epoch);
        WriterThread thread = WriterThread.start(ring, committer, tidings);
        Entrance.Patience patience = opening.platform.patienceOr(settings.durability());
        Entrance entrance = new Entrance(ring, tidings, losses, disk, thread, settings, patience);
        return new LogWriter(directory, house, entrance, tidings, thread, patience);
    }

    /** After a crash what was cut; of a further incarnation what the log before had signed last. */
    private static void sayHowItBegins(
            Committer committer, SelfReport house, Recovery end, Incarnation name, long epoch) throws IOException {
        boolean said = true;
        if (end.cutBytes() > 0 || end.damaged() || end.surplusBytes() > 0) {
            Map<String, Object> facts = new TreeMap<>();
            facts.put("cut_bytes", end.cutBytes());
            facts.put("damaged", end.damaged());
            if (end.surplusBytes() > 0) {
                facts.put("surplus_bytes", end.surplusBytes());
            }
            if (end.next() > 0) {
                facts.put("last_seq", end.next() - 1);
            }
            said = committer.store(house.line(EventCatalog.RECOVERED, facts));
        }
        if (name.number() > 0 && end.next() == 0) {
            said &= committer.store(house.line(EventCatalog.RECOVERED, name.facts(epoch)));
        }
        if (!said || !committer.begin()) {
            throw new IOException("the disk takes nothing");
        }
    }

    private void sign(Opening opening, NoteKey key, Ledger ledger) {
        Notary signer = Notary.start(
                directory,
                key,
                kept(opening.signing),
                opening.platform.clock(),
                this::record,
                ledger,
                tidings.forced());
        notary = signer;
        tidings.tell(signer::committed);
    }

    private void prune(Opening opening) {
        housekeeper = Housekeeper.start(new Pruning(
                directory.root(), false, kept(opening.signing).upkeep(), this::record, opening.platform.clock()));
    }

    /** What a required shipper has not brought away stays. */
    private Signing kept(Signing signing) {
        return signing.withUpkeep(signing.upkeep().needed(() -> ShipOffset.needed(directory.root())));
    }

    private void ship(Shipping shippers) {
        shipping = shippers;
        shippers.start(tidings.forced(), this::record);
        tidings.tell(shippers::forced);
        shippers.forced(tidings.forced());
    }

    /** Takes an event in; whoever has the receipt waits until it is stored. */
    Receipt enter(AuditEvent event) throws AuditUnavailableException {
        return entrance.enter(event);
    }

    void check() throws AuditUnavailableException {
        entrance.check();
    }

    /** Stores an event of the log itself; false when it could not be. */
    boolean record(EventKind kind, Map<String, Object> facts) {
        try {
            entrance.enter(house.line(kind, new TreeMap<>(facts))).await();
            return true;
        } catch (AuditUnavailableException unwritable) {
            return false;
        }
    }

    /** All events below it are under a checkpoint. */
    long signed() {
        Notary signer = notary;
        return signer == null ? 0 : signer.signed();
    }

    /** All events below it are on the disk, and will not be written again. */
    long forced() {
        return tidings.forced();
    }

    JsonLinesSink.Health health() {
        return entrance.health();
    }

    /** What has entered is written and forced, then signed. */
    void close() {
        boolean ended = thread.stop(patience.lastWrite());
        if (notary != null) {
            notary.stop(patience.lastCall());
        }
        if (housekeeper != null) {
            housekeeper.stop();
        }
        if (shipping != null) {
            shipping.stop(patience.lastCall());
        }
        if (ended) {
            closeQuietly(directory::close); // a writer that hangs keeps the lock, as long as the process lives
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
