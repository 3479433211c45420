package io.gapura.filters.audit;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far the writer is with the events of one filling of a {@link Chunk}: all below it are decided. One store decides
 * hundreds of events, and nothing that belongs to a caller is written by anybody else. The writer moves it; thread-safe for
 * those who wait.
 */
final class Mark {
    private static final AtomicReferenceFieldUpdater<Mark, Waiter> WAITERS =
            AtomicReferenceFieldUpdater.newUpdater(Mark.class, Waiter.class, "waiters");

    private final Lane lane;
    private final Chunk events;
    private volatile int decided;
    private volatile @Nullable BitSet failed; // never changed once it is here
    private volatile @Nullable Waiter waiters; // who came last is first

    /** A thread that rests until that event is decided. */
    private static final class Waiter {
        private final int event;
        private volatile @Nullable Thread thread = Thread.currentThread();
        private @Nullable Waiter next;

        Waiter(int event) {
            this.event = event;
        }
    }

    Mark(Lane lane, Chunk events) {
        this.lane = lane;
        this.events = events;
    }

    boolean isDecided(int event) {
        return event < decided;
    }

    /** Of one that is decided. */
    boolean hasFailed(int event) {
        BitSet all = failed;
        return all != null && all.get(event);
    }

    /** Of one that is not decided: has the writer leave it out; false when it has the event in its hands already. */
    boolean withdraw(int event) {
        return lane.withdraw(events, this, event);
    }

    /** All below are decided: those that have not failed are stored. */
    void move(int to) {
        decided = to;
        wake();
    }

    /** None of these is stored. */
    void fail(int from, int to) {
        BitSet before = failed;
        BitSet all = before == null ? new BitSet(to) : (BitSet) before.clone();
        all.set(from, to);
        failed = all;
        move(to);
    }

    private void wake() {
        Waiter each = waiters == null ? null : WAITERS.getAndSet(this, null);
        while (each != null) {
            Waiter next = each.next;
            if (isDecided(each.event)) {
                LockSupport.unpark(each.thread);
            } else {
                enlist(each);
            }
            each = next;
        }
    }

    private void enlist(Waiter waiter) {
        Waiter first = waiters;
        waiter.next = first;
        while (!WAITERS.compareAndSet(this, first, waiter)) {
            first = waiters;
            waiter.next = first;
        }
    }

    /** Returns when the event is decided, or the receipt's time is over; a thread that is interrupted waits on. */
    void await(int event, Receipt receipt) {
        Waiter mine = new Waiter(event);
        enlist(mine);
        boolean interrupted = false;
        long left = receipt.left();
        lane.wake();
        while (!isDecided(event) && left > 0) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
            left = receipt.left();
        }
        mine.thread = null; // whatever it does next is not woken for this
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
