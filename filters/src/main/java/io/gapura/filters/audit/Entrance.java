package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditUnavailableException;
import java.time.Duration;

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
            JsonLinesSink.OnTrouble onTrouble,
            Patience patience) {
        this.ring = ring;
        this.tidings = tidings;
        this.losses = losses;
        this.disk = disk;
        this.writer = writer;
        this.onTrouble = onTrouble;
        this.critical = new Late(AuditClass.CRITICAL, patience.critical());
        this.standard = new Late(AuditClass.STANDARD, patience.standard());
    }

    /** Takes the event in, or says that nobody can; the receipt is returned when it is the event's. */
    Receipt enter(Line line, Receipt receipt) throws AuditUnavailableException {
        AuditClass auditClass = line.auditClass();
        if (auditClass == AuditClass.BULK) {
            return bulk(line);
        }
        Receipt.Terms terms = auditClass == AuditClass.CRITICAL ? critical : standard;
        if (tidings.trouble() != null && !revived(System.nanoTime() + terms.nanos())) {
            tidings.failed(auditClass);
            return refused(auditClass, UNWRITABLE);
        }
        if (disk.refuses(auditClass)) {
            return lost(auditClass, Losses.Reason.DISK_SPACE);
        }
        if (tidings.isStalled()) {
            return lost(auditClass, Losses.Reason.STALLED);
        }
        receipt.begin(terms);
        if (ring.enter(line, receipt)) {
            return receipt;
        }
        tidings.late();
        return lost(auditClass, Losses.Reason.QUEUE_FULL);
    }

    private boolean revived(long deadline) {
        if (!tidings.isDead()) {
            writer.attempt(deadline);
        }
        return tidings.trouble() == null;
    }

    private Receipt bulk(Line line) {
        if (tidings.trouble() != null) {
            tidings.lost(AuditClass.BULK);
        } else if (disk.refuses(AuditClass.BULK)) {
            losses.count(AuditClass.BULK, Losses.Reason.DISK_SPACE);
        } else if (!ring.enter(line, null)) {
            losses.count(AuditClass.BULK, Losses.Reason.QUEUE_FULL);
        }
        return Receipt.DONE;
    }

    private Receipt lost(AuditClass auditClass, Losses.Reason reason) throws AuditUnavailableException {
        losses.count(auditClass, reason);
        return refused(auditClass, reason.word());
    }

    private Receipt refused(AuditClass auditClass, String why) throws AuditUnavailableException {
        if (auditClass == AuditClass.BULK || auditClass == AuditClass.STANDARD && goesOn()) {
            return Receipt.DONE;
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

        private Late(AuditClass auditClass, Duration patience) {
            this.auditClass = auditClass;
            this.nanos = patience.toNanos();
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void late(boolean withdrawn) throws AuditUnavailableException {
            tidings.late();
            if (withdrawn) {
                losses.count(auditClass, Losses.Reason.STALLED);
            }
            refused(auditClass, "not stored in time");
        }

        @Override
        public void failed() throws AuditUnavailableException {
            refused(auditClass, UNWRITABLE);
        }
    }
}
