package io.gapura.filters.audit;

import io.gapura.filters.AuditUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one event that was handed over: awaited as late as its caller can, and before what it tells of is told to
 * anybody. One thread may wait for it. It says where the event is, and the {@link Mark} there says how far the writer is:
 * only its caller ever writes to it.
 */
public final class Receipt {
    /** Of an event that nobody waits for, or that was let go. */
    static final Receipt DONE = new Receipt(null);

    /** In the place of an event that its caller has taken back: it is never stored. */
    private static final int WITHDRAWN = -1;

    private final @Nullable Terms terms;
    private @Nullable Mark mark;
    private int event;
    private long deadline; // 0 until somebody asks

    /** Who decides what a failure means for the caller, and counts what was lost. */
    interface Terms {
        /** How long a caller waits. */
        long nanos();

        /** Whether until the disk has confirmed it, or until the operating system has it. */
        boolean onDisk();

        /** The deadline is over: throws where that is to be a refusal. An event that was not withdrawn may yet be stored. */
        void late(boolean withdrawn) throws AuditUnavailableException;

        /** The event was not stored, and whoever decided so has counted it. */
        void failed() throws AuditUnavailableException;
    }

    private Receipt(@Nullable Terms terms) {
        this.terms = terms;
    }

    /** Of an event for which its caller waits as these say, for room and for the writer together. */
    static Receipt under(Terms terms) {
        return new Receipt(terms);
    }

    /** Where the event is. */
    void isAt(Mark where, int which) {
        mark = where;
        event = which;
    }

    /** Whether somebody waits, for room and for the writer. */
    boolean isAwaited() {
        return terms != null;
    }

    boolean onDisk() {
        Terms its = terms;
        return its != null && its.onDisk();
    }

    /** How long its caller may wait yet; the time runs from the first question, because most never wait. */
    long left() {
        Terms its = terms;
        long now = System.nanoTime();
        if (deadline == 0 && its != null) {
            deadline = now + its.nanos() | 1; // never 0
        }
        return deadline - now;
    }

    /**
     * Returns when the event is stored as its class demands: STANDARD with the operating system, CRITICAL on the disk, BULK
     * at once.
     *
     * @throws AuditUnavailableException when it is not, or not in time; then what it tells of must not happen
     */
    public void await() throws AuditUnavailableException {
        Mark where = mark;
        Terms told = terms;
        if (where == null || told == null) {
            return;
        }
        if (event != WITHDRAWN && !where.isDecided(event)) {
            where.await(event, this);
        }
        boolean withdrawn = event == WITHDRAWN || !where.isDecided(event) && where.withdraw(event);
        if (withdrawn || !where.isDecided(event)) {
            event = withdrawn ? WITHDRAWN : event;
            told.late(withdrawn);
        } else if (where.hasFailed(event)) {
            told.failed();
        }
    }
}
