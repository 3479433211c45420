package io.gapura.filters.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait for the one who writes them, bounded by their number and by the memory that they take. Whoever comes to
 * a full one waits for room as long as it may. The lock is held while an event is copied, and never around I/O.
 *
 * <p>Thread-safe for those who enter; one thread takes.
 */
final class Ring {
    /**
     * So many chunks are walked through in turn; those of a burst go to the collector. What was read a moment ago lies in the
     * cache of the writer's core, and to write there costs as much as to encode the event: 4 MiB later it does not.
     */
    private static final int WALKED = 16;

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final StampedLock lock =
            new StampedLock(); // keeps nothing of who holds it: half the price of one that does
    private final ReentrantLock outside = new ReentrantLock();
    private final Condition room = outside.newCondition();
    private final int mostEvents;
    private final int mostChunks;
    private final Deque<Chunk> full = new ArrayDeque<>();
    private final Deque<Chunk> free = new ArrayDeque<>();
    private @Nullable Chunk filling;
    private int events;
    private int chunks;
    private int made;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean idle;
    private volatile @Nullable Thread taker;

    private Ring(int mostEvents, int mostChunks) {
        this.mostEvents = mostEvents;
        this.mostChunks = mostChunks;
    }

    /** One of so many events, in so many bytes of memory; at least one chunk can fill while another is written. */
    static Ring of(int mostEvents, long mostBytes) {
        return new Ring(mostEvents, (int) Math.max(2, mostBytes / Chunk.BYTES));
    }

    /** Whose work it is to take. */
    void servedBy(Thread writer) {
        taker = writer;
    }

    /**
     * Hands an event over.
     *
     * @param receipt says how long to wait for room; without one nobody waits
     * @return false when there was no room, or the ring is closed
     */
    boolean enter(Line line, @Nullable Receipt receipt) {
        boolean in = entered(line, receipt) || receipt != null && enteredLater(line, receipt);
        if (in) {
            wake();
        }
        return in;
    }

    @SuppressWarnings("ReturnValueIgnored") // it looks again, and at the time
    private boolean enteredLater(Line line, Receipt receipt) {
        boolean interrupted = false;
        boolean in;
        outside.lock();
        try {
            waiting.incrementAndGet();
            in = entered(line, receipt);
            for (long left = receipt.left(); !in && !closed && left > 0; left = receipt.left()) {
                try {
                    room.awaitNanos(left);
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
                in = entered(line, receipt);
            }
        } finally {
            waiting.decrementAndGet();
            outside.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // kept for whoever it is meant for
        }
        return in;
    }

    private boolean entered(Line line, @Nullable Receipt receipt) {
        long stamp = acquired();
        try {
            return !closed && holds(line, receipt);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Whoever holds it copies one event, which is over sooner than a thread is put to rest and woken. */
    private long acquired() {
        for (int i = 0; i < SPINS; i++) {
            long stamp = lock.tryWriteLock();
            if (stamp != 0) {
                return stamp;
            }
            Thread.onSpinWait();
        }
        return lock.writeLock();
    }

    private boolean holds(Line line, @Nullable Receipt receipt) {
        if (events >= mostEvents) {
            return false;
        }
        Chunk open = filling;
        if (open != null && open.add(line, receipt)) {
            events++;
            return true;
        }
        if (open != null && open.isDone()) {
            filling = null;
            free(open);
        }
        if (chunks >= mostChunks) {
            return false;
        }
        if (filling != null) {
            full.add(filling);
        }
        Chunk fresh = next();
        chunks++;
        filling = fresh;
        if (!fresh.add(line, receipt)) {
            throw new IllegalArgumentException("an event must fit into a chunk");
        }
        events++;
        return true;
    }

    private Chunk next() {
        if (free.isEmpty() || made < WALKED && made < mostChunks) {
            made++;
            return Chunk.empty();
        }
        return free.remove();
    }

    /** The oldest events, to be given back by {@link #done}; null when there is none. */
    @Nullable
    Chunk take() {
        long stamp = acquired();
        try {
            Chunk oldest = full.isEmpty() ? filling : full.element();
            return oldest != null && oldest.take() ? oldest : null;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** What was taken is decided: its room is free again. */
    void done(Chunk taken) {
        long stamp = acquired();
        try {
            events -= taken.to() - taken.from();
            taken.done();
            if (taken == full.peek() && taken.isDone()) {
                full.remove();
                free(taken);
            }
        } finally {
            lock.unlockWrite(stamp);
        }
        if (waiting.get() > 0) { // whoever finds no room from now on sees what is free
            signal();
        }
    }

    private void signal() {
        outside.lock();
        try {
            room.signalAll();
        } finally {
            outside.unlock();
        }
    }

    private void free(Chunk read) {
        chunks--;
        if (made > WALKED) {
            made--;
        } else {
            read.clear();
            free.add(read);
        }
    }

    boolean isEmpty() {
        long stamp = acquired();
        try {
            return full.isEmpty() && (filling == null || filling.isTaken());
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** How many events are in it, those that are being written included. */
    int events() {
        long stamp = acquired();
        try {
            return events;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** How many wait for room. */
    int waiting() {
        return waiting.get();
    }

    /** Nothing enters any more; what is in it can be taken. */
    void close() {
        long stamp = acquired();
        try {
            closed = true;
        } finally {
            lock.unlockWrite(stamp);
        }
        signal();
        wake();
    }

    /**
     * Whoever takes has something to do. Each who finds it resting says so: were the first to speak for all, everybody's
     * event would wait while that one thread stands still.
     */
    void wake() {
        Thread writer = taker;
        if (idle && writer != null) {
            LockSupport.unpark(writer);
        }
    }

    /**
     * Called by who takes: returns when there is something, when it was woken, or after that time.
     *
     * @param other whether there is something else to do; whoever makes it so wakes afterwards
     */
    void awaitWork(long nanos, BooleanSupplier other) {
        idle = true;
        if (isEmpty() && !other.getAsBoolean()) {
            LockSupport.parkNanos(this, Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
        }
        idle = false;
    }
}
