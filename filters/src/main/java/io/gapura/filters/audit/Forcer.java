package io.gapura.filters.audit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk confirm lines while the writer makes further ones: one force at a time, on a thread of its own that nobody
 * interrupts. That thread does nothing else; what a force means is the writer's to say, who alone calls these methods.
 */
final class Forcer {
    private static final long MOST_REST = TimeUnit.SECONDS.toNanos(1);

    private final Runnable onEnd;
    private @Nullable Thread thread;
    private volatile @Nullable SegmentFile task;
    private volatile @Nullable Thread waiting;
    private volatile boolean stopped;
    private @Nullable Throwable failure; // handed over with the task, there and back
    private boolean underWay;
    private long since;

    /** Of a log; {@code onEnd} is told after each force, on the other thread. */
    Forcer(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    /** Begins to force what that file holds by now; the one before must have been {@linkplain #end ended}. */
    void begin(SegmentFile file) {
        Thread other = thread;
        if (other == null) {
            other = new Thread(this::run, "gapura-audit-force");
            other.setDaemon(true);
            other.start();
            thread = other;
        }
        underWay = true;
        since = System.nanoTime();
        task = file;
        LockSupport.unpark(other);
    }

    /** From {@link #begin} to {@link #end}. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Whether {@link #end} would not wait. */
    boolean isOver() {
        return underWay && task == null;
    }

    /** Whether it lasts for longer than that: a disk that hangs. */
    boolean lastsFor(long nanos) {
        return underWay && task != null && System.nanoTime() - since > nanos;
    }

    /** Waits for what is under way, and tells why the disk has not confirmed it; null when it has. */
    @Nullable
    Throwable end() {
        waiting = Thread.currentThread();
        while (task != null) {
            LockSupport.parkNanos(this, MOST_REST);
        }
        waiting = null;
        underWay = false;
        Throwable found = failure;
        failure = null;
        return found;
    }

    /** Nothing will be forced any more. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            SegmentFile file = task;
            if (file == null) {
                LockSupport.parkNanos(this, MOST_REST);
            } else {
                serve(file);
            }
        }
    }

    private void serve(SegmentFile file) {
        try {
            file.force();
        } catch (IOException | RuntimeException | Error refused) {
            failure = refused;
        }
        task = null;
        LockSupport.unpark(waiting);
        onEnd.run();
    }
}
