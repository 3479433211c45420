package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait for the one who writes them, bounded by their number and by the memory that they take. Whoever comes to
 * a full one waits for room as long as it may. A large one has several {@linkplain Lane lanes}, so that threads of several
 * processors seldom meet: a thread has always the same, and what one thread enters is taken in that order. Up to 640 events
 * and 2 MiB are then reserved by each lane, also while it has none.
 *
 * <p>Thread-safe for those who enter; one thread takes.
 */
final class Ring {
    private static final int MOST_LANES = 4;
    private static final long SLEEP = TimeUnit.SECONDS.toNanos(1);

    /** Shorter than a request lasts, and long enough to cost little; a small ring could be full by then. */
    private static final long DOZE = TimeUnit.MICROSECONDS.toNanos(250);

    /** So many after the last event. */
    private static final int DOZES = 50;

    private final boolean large;
    private final Redaction redaction;
    private final Lane[] lanes;
    private final ReentrantLock outside = new ReentrantLock();
    private final Condition room = outside.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;
    private volatile Rest rest = Rest.NONE;
    private volatile @Nullable Thread taker;
    private int turn; // this and the next ones are of who takes
    private int dozes;
    private boolean worked;

    private enum Rest {
        NONE,
        DOZES,
        SLEEPS
    }

    private Ring(boolean large, Redaction redaction, Allowance events, Allowance chunks) {
        this.large = large;
        this.redaction = redaction;
        int many = large ? Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) : 1;
        lanes = new Lane[Math.min(MOST_LANES, many)];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane(redaction, events, chunks, this::wake);
        }
    }

    /** One of so many events, in so many bytes of memory; at least one chunk can fill while another is written. */
    static Ring of(int mostEvents, long mostBytes, Redaction redaction) {
        int mostChunks = (int) Math.max(2, mostBytes / Chunk.BYTES);
        boolean large = mostEvents >= 4 * MOST_LANES * Chunk.MOST && mostChunks >= 4 * MOST_LANES * Lane.WALKED;
        return new Ring(large, redaction, Allowance.of(mostEvents), Allowance.of(mostChunks));
    }

    /** Of the thread that asks. */
    private Lane lane() {
        return lanes[(int) Thread.currentThread().getId() & (lanes.length - 1)];
    }

    /** Whose work it is to take. */
    void servedBy(Thread writer) {
        taker = writer;
    }

    /**
     * Encodes an event and hands it over.
     *
     * @param receipt says how long to wait for room, if anybody waits
     * @return false when there was no room, or the ring is closed
     */
    boolean enter(AuditEvent event, EventKind kind, Receipt receipt) {
        Testimony testimony = Testimony.of(event, redaction);
        if (testimony == null) {
            return enter(redaction.line(event), receipt);
        }
        Lane.Entered entered = lane().enter(event, kind, testimony, receipt);
        if (entered == Lane.Entered.FULL) {
            entered = later(() -> lane().enter(event, kind, testimony, receipt), receipt);
        }
        return entered == Lane.Entered.UNUSUAL ? enter(redaction.line(event), receipt) : isIn(entered);
    }

    /** The same of one that is encoded. */
    boolean enter(EventLine line, Receipt receipt) {
        Lane.Entered entered = lane().enter(line, receipt);
        return isIn(entered == Lane.Entered.FULL ? later(() -> lane().enter(line, receipt), receipt) : entered);
    }

    private boolean isIn(Lane.Entered entered) {
        if (entered == Lane.Entered.IN) {
            stir();
        }
        return entered == Lane.Entered.IN;
    }

    private Lane.Entered later(Supplier<Lane.Entered> attempt, Receipt receipt) {
        return receipt.isAwaited() ? attempted(attempt, receipt) : Lane.Entered.FULL;
    }

    @SuppressWarnings("ReturnValueIgnored") // it looks again, and at the time
    private Lane.Entered attempted(Supplier<Lane.Entered> attempt, Receipt receipt) {
        boolean interrupted = false;
        Lane.Entered entered;
        outside.lock();
        try {
            waiting.incrementAndGet();
            wake();
            entered = attempt.get();
            for (long left = receipt.left(); isFull(entered) && left > 0; left = receipt.left()) {
                try {
                    room.awaitNanos(left);
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
                entered = attempt.get();
            }
        } finally {
            waiting.decrementAndGet();
            outside.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // kept for whoever it is meant for
        }
        return entered;
    }

    private boolean isFull(Lane.Entered entered) {
        return entered == Lane.Entered.FULL && !closed;
    }

    /** The oldest events of one lane after the other, to be given back by {@link #done}; null when there is none. */
    @Nullable
    Chunk take() {
        for (int i = 0; i < lanes.length; i++) {
            turn = (turn + 1) & (lanes.length - 1);
            Chunk taken = lanes[turn].take();
            if (taken != null) {
                return taken;
            }
        }
        return null;
    }

    /** What was {@linkplain #take taken} last is decided: its room is free again. */
    void done(Chunk taken) {
        lanes[turn].done(taken);
        worked = true;
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

    boolean isEmpty() {
        for (Lane each : lanes) {
            if (!each.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** How many wait for room. */
    int waiting() {
        return waiting.get();
    }

    /** Nothing enters any more; what is in it can be taken. */
    void close() {
        for (Lane each : lanes) {
            each.close();
        }
        closed = true;
        signal();
        wake();
    }

    /** Something has come that nobody waits for yet: who takes looks by itself in a moment, or is woken from its sleep. */
    private void stir() {
        if (rest == Rest.SLEEPS) {
            wake();
        }
    }

    /**
     * Whoever takes has something to do that somebody waits for. Each who finds it resting says so: were the first to speak
     * for all, everybody's event would wait while that one thread stands still.
     */
    void wake() {
        Thread writer = taker;
        if (rest != Rest.NONE && writer != null) {
            LockSupport.unpark(writer);
        }
    }

    /**
     * Called by who takes: returns when there is something, when it was woken, or after that time. To wake a thread costs
     * more than twenty events, so while events come it looks by itself, four times in a millisecond, and only who waits for
     * one wakes it.
     *
     * @param other whether there is something else to do; whoever makes it so wakes afterwards
     */
    void awaitWork(long nanos, BooleanSupplier other) {
        dozes = worked ? DOZES : Math.max(0, dozes - 1);
        worked = false;
        boolean doze = large && dozes > 0;
        rest = doze ? Rest.DOZES : Rest.SLEEPS;
        if (isEmpty() && !other.getAsBoolean()) {
            LockSupport.parkNanos(this, Math.min(nanos, doze ? DOZE : SLEEP));
        }
        rest = Rest.NONE;
    }
}
