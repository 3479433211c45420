package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Signs what a log holds while it is written: a thread of its own reads the committed lines back from their files, so
 * that no request waits for a signature, a tile or an anchor, and a slow disk costs no memory but time. Thread-safe where
 * its methods say nothing else.
 */
final class Notary {
    private final LogDirectory directory;
    private final NoteKey key;
    private final Signing signing;
    private final Log log;
    private final List<Anchoring> anchors;
    private final Pruning pruning;
    private final Set<String> reported = new HashSet<>();
    private final Thread thread;
    private volatile long committed;
    private volatile long signed;
    private volatile boolean stopping;
    private @Nullable Ledger ledger; // the notary's thread alone, once it runs
    private long quietSince;

    /** What a notary asks of the log that it signs. */
    @FunctionalInterface
    interface Log {
        /** An event of the log itself; false while the log cannot be written. */
        boolean record(EventKind kind, Map<String, Object> facts);
    }

    private Notary(
            LogDirectory directory,
            NoteKey key,
            Signing signing,
            InstantSource clock,
            Log log,
            Ledger ledger,
            long committed) {
        this.directory = directory;
        this.key = key;
        this.signing = signing;
        this.log = log;
        this.ledger = ledger;
        this.committed = committed;
        this.signed = ledger.size();
        this.quietSince = System.nanoTime();
        this.pruning = new Pruning(directory.root(), signing.epochKey().isPresent(), signing.upkeep(), log, clock);
        this.anchors = signing.anchors().stream()
                .map(place -> new Anchoring(place.of(directory.root())))
                .toList();
        this.thread = new Thread(this::run, "gapura-audit-notary");
        thread.setDaemon(true);
    }

    /** Begins to sign, from a ledger that was proven against what was signed before. */
    static Notary start(
            LogDirectory directory,
            NoteKey key,
            Signing signing,
            InstantSource clock,
            Log log,
            Ledger ledger,
            long committed) {
        Notary notary = new Notary(directory, key, signing, clock, log, ledger, committed);
        notary.thread.start();
        return notary;
    }

    /** All lines below that sequence are on the disk. Called by who writes. */
    void committed(long next) {
        long before = committed;
        committed = next;
        long due = signed + signing.events();
        if (before < due && next >= due) {
            LockSupport.unpark(thread);
        }
    }

    /** All events below it are under a checkpoint. */
    long signed() {
        return signed;
    }

    private void run() {
        while (!stopping) {
            if (committed - signed < signing.events()) {
                LockSupport.parkNanos(
                        this,
                        Math.min(signing.every().toNanos(), signing.heartbeat().toNanos()));
            }
            round();
        }
        while (signed < committed && round()) {
            // the rest, as far as the disk goes along
        }
        finish();
    }

    /** Whether it went well. */
    private boolean round() {
        try {
            if (committed > signed) {
                sign();
            }
            if (!stopping) {
                beat();
                reportUnreached();
                prune();
            }
            return true;
        } catch (IOException | RuntimeException failed) {
            close(); // another ledger goes on from what was announced
            LockSupport.parkNanos(this, signing.every().toNanos());
            return false;
        }
    }

    private void sign() throws IOException {
        Ledger open = ledger;
        if (open == null) {
            open = Ledger.open(directory, key, signing);
            ledger = open;
        }
        byte[] note = open.sign(committed);
        signed = open.size();
        quietSince = System.nanoTime();
        anchors.forEach(anchor -> anchor.offer(note));
    }

    /** Silence is attested, too: without an event there would be no checkpoint. */
    private void beat() {
        if (System.nanoTime() - quietSince > signing.heartbeat().toNanos()) {
            quietSince = System.nanoTime();
            log.record(EventCatalog.HEARTBEAT, Map.of("signed", signed));
        }
    }

    private void reportUnreached() {
        for (Anchoring anchor : anchors) {
            boolean gone = anchor.unreached().compareTo(signing.tolerated()) > 0;
            if (gone
                    && !reported.contains(anchor.name())
                    && log.record(EventCatalog.DEGRADED, Map.of("not_anchored", anchor.name()))) {
                reported.add(anchor.name());
            } else if (!gone) {
                reported.remove(anchor.name());
            }
        }
    }

    private void prune() {
        pruning.tick(signed);
    }

    private void finish() {
        try {
            Ledger open = ledger;
            if (open != null && signed == committed) {
                open.seal();
            }
        } catch (IOException | RuntimeException failed) {
            // the segment stays open: the next start goes on in it
        } finally {
            close();
        }
    }

    private void close() {
        Ledger open = ledger;
        ledger = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            // nothing is buffered in it
        }
    }

    /**
     * Signs and seals what is left, and ends. Not to be called with anything held that {@link Log} needs.
     *
     * @param lastChance of each anchor
     */
    void stop(Duration lastChance) {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException hurried) {
                interrupted = true; // what was acknowledged is signed first
            }
        }
        anchors.forEach(anchor -> anchor.stop(lastChance));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
