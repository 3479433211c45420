package io.gapura.filters.audit;

import io.gapura.filters.AuditUnavailableException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one event that was handed over: awaited as late as its caller can, and before what it tells of is told to
 * anybody. One thread may wait for it. Costs no lock: who waits parks, who decides wakes it.
 */
public final class Receipt {
    private static final AtomicIntegerFieldUpdater<Receipt> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Receipt.class, "state");

    /** In the queue: whoever gives up now takes the event back. */
    private static final int QUEUED = 0;

    /** Taken back, and never stored. */
    private static final int WITHDRAWN = 1;

    /** In the writer's hands: it may yet be stored. */
    private static final int TAKEN = 2;

    private static final int STORED = 3;
    private static final int FAILED = 4;

    static final Receipt DONE = new Receipt(STORED);

    private @Nullable Terms terms; // of whoever waits alone
    private long deadline; // as well; 0 until somebody asks
    private volatile int state;
    private volatile @Nullable Thread waiting;

    /** Who decides what a failure means for the caller, and counts what was lost. */
    interface Terms {
        /** How long a caller waits. */
        long nanos();

        /** The event was taken back after its deadline: throws where that is to be a refusal. */
        void late(boolean withdrawn) throws AuditUnavailableException;

        /** The event was not stored, and whoever decided so has counted it. */
        void failed() throws AuditUnavailableException;
    }

    private Receipt(int state) {
        this.state = state;
    }

    static Receipt fresh() {
        return new Receipt(QUEUED);
    }

    /** Of an event for which its caller waits as long as that, for room and for the writer together. */
    void begin(Terms what) {
        terms = what;
        deadline = 0;
        STATE.lazySet(this, QUEUED); // handed over under a lock
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

    /** Whether the writer is done with it, and all is well. */
    boolean isStored() {
        return state == STORED;
    }

    /**
     * Returns when the event is stored as its class demands: STANDARD with the operating system, CRITICAL on the disk, BULK
     * at once.
     *
     * @throws AuditUnavailableException when it is not, or not in time; then what it tells of must not happen
     */
    public void await() throws AuditUnavailableException {
        Terms told = terms;
        if (state == STORED || told == null) {
            return;
        }
        int decided = parked();
        if (decided == FAILED) {
            told.failed();
        } else if (decided != STORED) {
            told.late(decided == WITHDRAWN);
        }
    }

    /** A thread that is interrupted waits on: what it waits for bears no interruption. */
    private int parked() {
        waiting = Thread.currentThread();
        boolean interrupted = false;
        int seen = state;
        while (seen == QUEUED || seen == TAKEN) {
            long left = left();
            if (left <= 0 && (seen == TAKEN || STATE.compareAndSet(this, QUEUED, WITHDRAWN))) {
                seen = state;
                break;
            }
            LockSupport.parkNanos(this, Math.max(1, left));
            interrupted |= Thread.interrupted();
            seen = state;
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    /** The writer takes the event; false when its caller has taken it back. */
    boolean take() {
        return STATE.compareAndSet(this, QUEUED, TAKEN);
    }

    void stored() {
        decide(STORED);
    }

    /** Whether that was still to be decided. */
    boolean failed() {
        return decide(FAILED);
    }

    private boolean decide(int outcome) {
        int before = state;
        while (before == TAKEN || before == QUEUED) {
            if (STATE.compareAndSet(this, before, outcome)) {
                Thread waiter = waiting;
                if (waiter != null) {
                    LockSupport.unpark(waiter);
                }
                return true;
            }
            before = state;
        }
        return false;
    }
}
