package io.gapura.filters.audit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Prunes a log that nobody signs, on a thread of its own; where there is a {@link Notary}, its thread does that. */
final class Housekeeper {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Pruning pruning;
    private final Thread thread;
    private volatile boolean stopping;

    private Housekeeper(Pruning pruning) {
        this.pruning = pruning;
        this.thread = new Thread(this::run, "gapura-audit-housekeeper");
        thread.setDaemon(true);
    }

    static Housekeeper start(Pruning pruning) {
        Housekeeper housekeeper = new Housekeeper(pruning);
        housekeeper.thread.start();
        return housekeeper;
    }

    private void run() {
        while (!stopping) {
            pruning.tick(-1);
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    /** Waits for what it is doing. Not to be called with anything held that {@link Notary.Log} needs. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException hurried) {
                interrupted = true; // a removal that has begun is finished: it is short
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
