package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where some of the threads leave their events, in the order in which they come. The lock is held while an event is copied,
 * and never around I/O. Thread-safe for those who enter; one thread takes.
 */
final class Lane {
    /**
     * So many chunks are walked through in turn; those of a burst go to the collector. What was read a moment ago lies in the
     * cache of the writer's core, and to write there costs as much as to encode the event: 2 MiB later it does not.
     */
    static final int WALKED = 8;

    private final BriefLock lock = new BriefLock();
    private final TypicalLine typical;
    private final Runnable waker;
    private final Allowance events;
    private final Allowance chunks;
    private final Deque<Chunk> full = new ArrayDeque<>();
    private final Deque<Chunk> free = new ArrayDeque<>();
    private @Nullable Chunk filling;
    private int made;
    private boolean closed;

    /** With what all lanes have together; {@code waker} has who takes look at once. */
    Lane(Redaction redaction, Allowance events, Allowance chunks, Runnable waker) {
        this.waker = waker;
        this.typical = new TypicalLine(redaction);
        this.events = events;
        this.chunks = chunks;
    }

    /** What became of an event. */
    enum Entered {
        IN,

        /** There is no room, or the lane is closed. */
        FULL,

        /** It is none that a {@link TypicalLine} holds. */
        UNUSUAL
    }

    /** Encodes the event where it is to be, and lets it in. */
    Entered enter(AuditEvent event, EventKind kind, Testimony testimony, Receipt receipt) {
        lock.lock();
        try {
            Chunk open = roomFor(LineBytes.ROOM);
            if (open == null) {
                return Entered.FULL;
            }
            if (!typical.holds(event, kind, testimony, open.bytes(), open.length())) {
                return Entered.UNUSUAL;
            }
            open.add(typical, receipt);
            return Entered.IN;
        } finally {
            lock.unlock();
        }
    }

    /** The same of one that is encoded. */
    Entered enter(EventLine line, Receipt receipt) {
        lock.lock();
        try {
            Chunk open = roomFor(line.size());
            if (open == null) {
                return Entered.FULL;
            }
            line.copyTo(open.bytes(), open.length());
            open.add(line, receipt);
            return Entered.IN;
        } finally {
            lock.unlock();
        }
    }

    /** Where an event of so many bytes may enter; null when there is no room, or it is closed. */
    private @Nullable Chunk roomFor(int bytes) {
        if (closed) {
            return null;
        }
        Chunk open = filling;
        if (open == null || !open.fits(bytes)) {
            open = opened();
        }
        return open != null && open.fits(bytes) && (open.isGranted() || open.grant(events)) ? open : null;
    }

    /** Another chunk to fill; null without room. */
    private @Nullable Chunk opened() {
        Chunk before = filling;
        if (before != null && before.isDone()) {
            filling = null;
            freed(before);
        }
        Chunk next = next();
        if (next != null && filling != null) {
            filling.settle(events);
            full.add(filling);
        }
        if (next != null) {
            next.begin(this);
            filling = next;
        }
        return next;
    }

    private @Nullable Chunk next() {
        if (made >= WALKED && !free.isEmpty()) {
            return free.remove();
        }
        if (chunks.take(1) == 0) {
            return free.poll();
        }
        made++;
        return Chunk.empty();
    }

    private void freed(Chunk read) {
        read.settle(events);
        if (made > WALKED) {
            made--;
            chunks.give(1);
        } else {
            read.clear();
            free.add(read);
        }
    }

    /** The oldest events, to be given back by {@link #done}; null when there is none. */
    @Nullable
    Chunk take() {
        lock.lock();
        try {
            Chunk oldest = full.isEmpty() ? filling : full.element();
            return oldest != null && oldest.take() ? oldest : null;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is decided: its room is free again. */
    void done(Chunk taken) {
        lock.lock();
        try {
            taken.done();
            if (taken != filling) {
                taken.settle(events);
            }
            if (taken == full.peek() && taken.isDone()) {
                full.remove();
                freed(taken);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody waits for what is in it. */
    void wake() {
        waker.run();
    }

    /** Whoever has waited for too long takes its event back; false when the writer has it. */
    boolean withdraw(Chunk events, Mark mark, int event) {
        lock.lock();
        try {
            return events.withdraw(mark, event);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return full.isEmpty() && (filling == null || filling.isTaken());
        } finally {
            lock.unlock();
        }
    }

    /** Nothing enters any more; what is in it can be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
