package io.gapura.filters.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Carries checkpoints to one anchor on a thread of its own, the latest only, again until it is kept. Thread-safe. */
final class Anchoring {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Signing.Named place;
    private final AtomicReference<byte @Nullable []> waiting = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long failingSince; // nanoTime, 0 while it is reached

    Anchoring(Signing.Named place) {
        this.place = place;
        this.thread = new Thread(this::run, "gapura-audit-anchor-" + place.name());
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return place.name();
    }

    void offer(byte[] note) {
        waiting.set(note);
        LockSupport.unpark(thread);
    }

    /** How long it has not been reached. */
    Duration unreached() {
        long since = failingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void run() {
        try {
            carry();
        } finally {
            place.anchor().close();
        }
    }

    private void carry() {
        long pause = 250;
        while (!stopping || waiting.get() != null) {
            byte[] note = waiting.get();
            if (note == null) {
                LockSupport.park(this);
                continue;
            }
            if (taken(note)) {
                waiting.compareAndSet(note, null);
                pause = 250;
            } else if (stopping) {
                return;
            } else {
                LockSupport.parkNanos(this, Duration.ofMillis(pause).toNanos());
                pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            }
        }
    }

    private boolean taken(byte[] note) {
        try {
            place.anchor().take(note);
            failingSince = 0;
            return true;
        } catch (IOException | RuntimeException unreached) {
            if (failingSince == 0) {
                failingSince = System.nanoTime() | 1;
            }
            return false;
        }
    }

    /** The last checkpoint has that long; what is not taken then, the next start offers again. */
    void stop(Duration lastChance) {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(lastChance.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
