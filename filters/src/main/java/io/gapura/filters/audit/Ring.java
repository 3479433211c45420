package io.gapura.filters.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait for the one who writes them, bounded by their number and by the memory that they take. Whoever comes to
 * a full one waits for room as long as it may. The lock is held while an event is copied, and never around I/O.
 *
 * <p>Thread-safe for those who enter; one thread takes.
 */
final class Ring {
    /** So many free chunks are kept for the next burst; the others go to the collector. */
    private static final int KEPT = 16;

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final int mostEvents;
    private final int mostChunks;
    private final Deque<Chunk> full = new ArrayDeque<>();
    private final Deque<Chunk> free = new ArrayDeque<>();
    private @Nullable Chunk filling;
    private int events;
    private int chunks;
    private boolean closed;
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
        boolean interrupted = false;
        boolean in = false;
        acquire();
        try {
            long left = 1;
            while (!closed && !in && left > 0) {
                in = entered(line, receipt);
                left = in ? left : receipt == null ? 0 : receipt.left();
                if (!in && left > 0) {
                    interrupted |= !awaitedRoom(left);
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // kept for whoever it is meant for
        }
        if (in) {
            wake();
        }
        return in;
    }

    /** Whoever holds it copies one event, which is over sooner than a thread is put to rest and woken. */
    private void acquire() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    @SuppressWarnings({"WaitNotInLoop", "ReturnValueIgnored"}) // the loop is the caller's
    private boolean awaitedRoom(long nanos) {
        try {
            room.awaitNanos(nanos); // the caller looks again, and at the time
            return true;
        } catch (InterruptedException kept) {
            return false;
        }
    }

    private boolean entered(Line line, @Nullable Receipt receipt) {
        if (events >= mostEvents) {
            return false;
        }
        Chunk open = filling;
        if (open != null && open.add(line, receipt)) {
            events++;
            return true;
        }
        if (chunks >= mostChunks) {
            return false;
        }
        if (open != null) {
            full.add(open);
        }
        Chunk fresh = free.isEmpty() ? Chunk.empty() : free.pop();
        chunks++;
        filling = fresh;
        if (!fresh.add(line, receipt)) {
            throw new IllegalArgumentException("an event must fit into a chunk");
        }
        events++;
        return true;
    }

    /** The oldest events, to be given back by {@link #done}; null when there is none. */
    @Nullable
    Chunk take() {
        lock.lock();
        try {
            Chunk oldest = full.poll();
            if (oldest == null) {
                oldest = filling;
                filling = null;
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is decided: its room is free again. */
    void done(Chunk taken) {
        lock.lock();
        try {
            events -= taken.count();
            chunks--;
            taken.clear();
            if (free.size() < KEPT) {
                free.push(taken);
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return full.isEmpty() && filling == null;
        } finally {
            lock.unlock();
        }
    }

    /** How many events are in it, those that are being written included. */
    int events() {
        lock.lock();
        try {
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing enters any more; what is in it can be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
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
