package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an event's class is worth while queue or disk are in trouble: CRITICAL waits two seconds and STANDARD half a second
 * unless the settings say otherwise, and then the request is refused; of STANDARD the operator may have said that it goes
 * on and is counted. BULK never waits, and is counted. Thread-safe.
 */
final class Entrance {
    /**
     * How long an event of each class waits before its request is refused, and who closes the log for what is under way.
     *
     * @param lastWrite for a disk that hangs
     * @param lastCall for each place that checkpoints or lines are brought to
     */
    record Patience(Duration critical, Duration standard, Duration lastWrite, Duration lastCall) {
        static final Patience USUAL = of(Durability.STANDARD);

        /** For a machine that may stand still at any time, where nothing is told by waiting. */
        static final Patience LONG = new Patience(
                Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2));

        static Patience of(Durability settings) {
            return new Patience(
                    settings.patience().multipliedBy(4),
                    settings.patience(),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3));
        }
    }

    private static final String UNWRITABLE = "the disk takes nothing";

    private final Ring ring;
    private final Tidings tidings;
    private final Losses losses;
    private final DiskGuard disk;
    private final WriterThread writer;
    private final JsonLinesSink.OnTrouble onTrouble;
    private final Receipt.Terms critical;
    private final Receipt.Terms standard;

    Entrance(
            Ring ring,
            Tidings tidings,
            Losses losses,
            DiskGuard disk,
            WriterThread writer,
            AuditSettings settings,
            Patience patience) {
        this.ring = ring;
        this.tidings = tidings;
        this.losses = losses;
        this.disk = disk;
        this.writer = writer;
        this.onTrouble = settings.onTrouble();
        this.critical = new Late(AuditClass.CRITICAL, patience.critical(), true);
        this.standard =
                new Late(AuditClass.STANDARD, patience.standard(), settings.force() == JsonLinesSink.Force.DISK);
    }

    /** Takes the event in, or says that nobody can. */
    Receipt enter(AuditEvent event) throws AuditUnavailableException {
        EventKind kind = EventCatalog.of(event);
        AuditClass auditClass = EventCatalog.classOf(event, kind);
        Receipt receipt = admitted(auditClass);
        return receipt == null ? Receipt.DONE : entered(auditClass, receipt, ring.enter(event, kind, receipt));
    }

    /** The same of an event of the log itself. */
    Receipt enter(EventLine line) throws AuditUnavailableException {
        Receipt receipt = admitted(line.auditClass());
        return receipt == null ? Receipt.DONE : entered(line.auditClass(), receipt, ring.enter(line, receipt));
    }

    /** Null of an event that is let go. */
    private @Nullable Receipt admitted(AuditClass auditClass) throws AuditUnavailableException {
        if (auditClass == AuditClass.BULK) {
            return isBulkAdmitted() ? Receipt.DONE : null;
        }
        Receipt.Terms terms = auditClass == AuditClass.CRITICAL ? critical : standard;
        if (tidings.trouble() != null && !revived(System.nanoTime() + terms.nanos())) {
            tidings.failed(auditClass);
            refuse(auditClass, UNWRITABLE);
            return null;
        }
        if (disk.refuses(auditClass)) {
            lose(auditClass, Losses.Reason.DISK_SPACE);
            return null;
        }
        if (tidings.isStalled()) {
            lose(auditClass, Losses.Reason.STALLED);
            return null;
        }
        return Receipt.under(terms);
    }

    private boolean isBulkAdmitted() {
        if (tidings.trouble() != null) {
            tidings.lost(AuditClass.BULK);
            return false;
        }
        if (disk.refuses(AuditClass.BULK)) {
            losses.count(AuditClass.BULK, Losses.Reason.DISK_SPACE);
            return false;
        }
        return true;
    }

    private Receipt entered(AuditClass auditClass, Receipt receipt, boolean in) throws AuditUnavailableException {
        if (in) {
            return receipt;
        }
        if (auditClass != AuditClass.BULK) {
            tidings.late();
        }
        lose(auditClass, Losses.Reason.QUEUE_FULL);
        return Receipt.DONE;
    }

    private boolean revived(long deadline) {
        if (!tidings.isDead()) {
            writer.attempt(deadline);
        }
        return tidings.trouble() == null;
    }

    private void lose(AuditClass auditClass, Losses.Reason reason) throws AuditUnavailableException {
        losses.count(auditClass, reason);
        refuse(auditClass, reason.word());
    }

    /** Throws, unless the event may be let go. */
    private void refuse(AuditClass auditClass, String why) throws AuditUnavailableException {
        if (auditClass == AuditClass.BULK || auditClass == AuditClass.STANDARD && goesOn()) {
            return;
        }
        Throwable cause = tidings.trouble();
        throw cause == null ? new AuditUnavailableException(why) : new AuditUnavailableException(why, cause);
    }

    private boolean goesOn() {
        return onTrouble == JsonLinesSink.OnTrouble.CONTINUE;
    }

    /** Whether the next STANDARD event will be taken, or let go; asks for one attempt where the disk took nothing. */
    void check() throws AuditUnavailableException {
        if (goesOn()) {
            return;
        }
        if (tidings.trouble() != null && !revived(System.nanoTime() + standard.nanos())) {
            throw new AuditUnavailableException(UNWRITABLE, tidings.trouble());
        }
        if (disk.refuses(AuditClass.STANDARD) || tidings.isStalled()) {
            throw new AuditUnavailableException(
                    (tidings.isStalled() ? Losses.Reason.STALLED : Losses.Reason.DISK_SPACE).word());
        }
    }

    JsonLinesSink.Health health() {
        if (tidings.trouble() != null || tidings.isStalled() || disk.stage() == DiskGuard.Stage.FULL) {
            return JsonLinesSink.Health.DOWN;
        }
        return disk.stage() == DiskGuard.Stage.ROOM ? JsonLinesSink.Health.UP : JsonLinesSink.Health.DEGRADED;
    }

    /** Their deadline is over, or the disk has refused them. */
    private final class Late implements Receipt.Terms {
        private final AuditClass auditClass;
        private final long nanos;
        private final boolean onDisk;

        private Late(AuditClass auditClass, Duration patience, boolean onDisk) {
            this.auditClass = auditClass;
            this.nanos = patience.toNanos();
            this.onDisk = onDisk;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public boolean onDisk() {
            return onDisk;
        }

        @Override
        public void late(boolean withdrawn) throws AuditUnavailableException {
            tidings.late();
            if (withdrawn) {
                losses.count(auditClass, Losses.Reason.STALLED);
            }
            refuse(auditClass, "not stored in time");
        }

        @Override
        public void failed() throws AuditUnavailableException {
            refuse(auditClass, UNWRITABLE);
        }
    }
}
