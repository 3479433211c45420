package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the writer lets the others know: how far it is, whether the disk takes anything, and how many events it could not
 * store. Written by one thread, or by whoever had to refuse; read by all. Thread-safe.
 */
final class Tidings {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private final boolean goesOn;
    private final Losses losses;
    private final AtomicLong refused = new AtomicLong();
    private volatile LongConsumer onForced = next -> {};
    private volatile @Nullable Throwable trouble;
    private volatile boolean stalled;
    private volatile boolean dead;
    private volatile long forced;

    /**
     * Of a log that is open.
     *
     * @param goesOn whether STANDARD events are let go where they cannot be stored
     */
    Tidings(boolean goesOn, Losses losses) {
        this.goesOn = goesOn;
        this.losses = losses;
    }

    /** Who wants to know what the disk has confirmed. */
    void tell(LongConsumer listener) {
        onForced = onForced.andThen(listener);
    }

    /** Null while the disk takes what it is given. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    boolean isDead() {
        return dead;
    }

    /** Somebody waited for longer than it may. */
    boolean isStalled() {
        return stalled;
    }

    void late() {
        stalled = true;
    }

    void progressed() {
        if (stalled) { // written seldom: whoever enters reads it
            stalled = false;
        }
    }

    void forced(long next) {
        forced = next;
        progressed();
        onForced.accept(next);
    }

    /** All events below it are on the disk. */
    long forced() {
        return forced;
    }

    void stopped(Throwable cause) {
        if (trouble == null) {
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot write the audit log", cause);
        }
        trouble = cause;
    }

    /** Returns how many were refused meanwhile. */
    long resumed() {
        if (trouble != null) {
            LOG.log(System.Logger.Level.WARNING, "Gapura writes the audit log again");
        }
        trouble = null;
        return refused.getAndSet(0);
    }

    void refusedBefore(long count) {
        refused.addAndGet(count);
    }

    /** One event was refused while the disk takes nothing. */
    void refused() {
        refused.incrementAndGet();
    }

    /** One that somebody waits for could not be stored: the client is told, or it is a gap. */
    void failed(AuditClass auditClass) {
        if (auditClass == AuditClass.STANDARD && goesOn) {
            lost(auditClass);
        } else {
            refused();
        }
    }

    /** One that nobody waits for. */
    void lost(AuditClass auditClass) {
        losses.count(auditClass, Losses.Reason.UNWRITABLE);
    }

    void died(Throwable cause) {
        LOG.log(System.Logger.Level.ERROR, "Gapura has no audit writer any more: restart the application", cause);
        trouble = cause;
        dead = true;
    }
}
