package io.gapura.filters.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that touches the files of a log: nobody interrupts it. When it dies of something nobody thought of, another
 * one takes its place, once. Thread-safe.
 */
final class WriterThread {
    private final Ring ring;
    private final Committer committer;
    private final Tidings tidings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition tried = lock.newCondition();
    private volatile Thread thread;
    private volatile boolean stopping;
    private final AtomicLong asked = new AtomicLong();
    private long answered;
    private boolean restarted;

    private WriterThread(Ring ring, Committer committer, Tidings tidings) {
        this.ring = ring;
        this.committer = committer;
        this.tidings = tidings;
        this.thread = thread();
    }

    static WriterThread start(Ring ring, Committer committer, Tidings tidings) {
        WriterThread writer = new WriterThread(ring, committer, tidings);
        writer.begin();
        return writer;
    }

    private Thread thread() {
        Thread fresh = new Thread(this::run, "gapura-audit-writer");
        fresh.setDaemon(true);
        return fresh;
    }

    private void begin() {
        ring.servedBy(thread);
        thread.start();
    }

    private void run() {
        try {
            serve();
        } catch (RuntimeException | Error died) {
            replace(died);
        }
    }

    private void serve() {
        if (tidings.trouble() != null) {
            committer.revived(); // of one that died
        }
        while (!stopping || !ring.isEmpty()) {
            long seen = asked.get();
            if (seen != answered && tidings.trouble() != null) {
                committer.revived();
            }
            committer.round();
            answer(seen);
            ring.awaitWork(committer.restNanos(), () -> stopping || asked.get() != seen || committer.isConfirmed());
        }
        committer.finish();
    }

    private void replace(Throwable died) {
        committer.bury(died);
        if (restarted || stopping) {
            tidings.died(died);
            ring.close();
            committer.refuseRest();
            answer(Long.MAX_VALUE);
            return;
        }
        restarted = true;
        thread = thread();
        begin();
    }

    private void answer(long seen) {
        lock.lock();
        try {
            answered = seen;
            tried.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has the writer try the disk again, and returns when it has; or at that time. Many ask for one attempt. */
    void attempt(long deadline) {
        boolean interrupted = false;
        lock.lock();
        try {
            long wanted = asked.incrementAndGet();
            ring.wake();
            long left = deadline - System.nanoTime();
            while (answered < wanted && left > 0) {
                try {
                    left = tried.awaitNanos(left);
                } catch (InterruptedException kept) {
                    interrupted = true;
                    left = deadline - System.nanoTime();
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has entered is written and forced first; a disk that hangs gets that long for it. */
    boolean stop(Duration lastChance) {
        stopping = true;
        ring.close();
        boolean interrupted = false;
        long deadline = System.nanoTime() + lastChance.toNanos();
        Thread last = thread;
        while (last.isAlive() && System.nanoTime() < deadline) {
            try {
                last.join(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()))
                        .toMillis());
            } catch (InterruptedException hurried) {
                interrupted = true;
            }
            last = thread;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !last.isAlive();
    }
}
