package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.time.Duration;
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
    private static final Duration TOLERATED = Duration.ofMinutes(5);

    private final LogDirectory directory;
    private final NoteKey key;
    private final Signing signing;
    private final JsonLinesSink.Platform platform;
    private final Log log;
    private final List<Anchoring> anchors;
    private final Set<String> reported = new HashSet<>();
    private final Thread thread;
    private volatile long committed;
    private volatile long signed;
    private volatile boolean stopping;
    private volatile boolean halted;
    private @Nullable Ledger ledger; // the notary's thread alone, once it runs
    private long quietSince;
    private boolean told;

    /** What a notary asks of the log that it signs. */
    interface Log {
        /** An event of the log itself; false while the log cannot be written. */
        boolean record(EventKind kind, Map<String, Object> facts);

        /** The disk has not confirmed lines of the segment that is written: it is given up. */
        void giveUp();
    }

    private Notary(
            LogDirectory directory,
            NoteKey key,
            Signing signing,
            JsonLinesSink.Platform platform,
            Log log,
            Ledger ledger,
            long committed) {
        this.directory = directory;
        this.key = key;
        this.signing = signing;
        this.platform = platform;
        this.log = log;
        this.ledger = ledger;
        this.committed = committed;
        this.signed = ledger.size();
        this.quietSince = System.nanoTime();
        this.anchors = signing.anchors().stream().map(Anchoring::new).toList();
        this.thread = new Thread(this::run, "gapura-audit-notary");
        thread.setDaemon(true);
    }

    /** Begins to sign, from a ledger that was proven against what was signed before. */
    static Notary start(
            LogDirectory directory,
            NoteKey key,
            Signing signing,
            JsonLinesSink.Platform platform,
            Log log,
            Ledger ledger,
            long committed) {
        Notary notary = new Notary(directory, key, signing, platform, log, ledger, committed);
        notary.thread.start();
        return notary;
    }

    /** All lines below that sequence are written. Called by who writes. */
    void committed(long next) {
        committed = next;
        if (next - signed == signing.events()) {
            LockSupport.unpark(thread);
        }
    }

    /** All events below it are under a checkpoint. */
    long signed() {
        return signed;
    }

    /** Whether this process has ceased to sign, because its disk did not confirm lines. */
    boolean isHalted() {
        return halted;
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
            if (committed > signed && !halted) {
                sign();
            }
            if (!stopping) {
                tellHalt();
                beat();
                reportUnreached();
            }
            return !halted;
        } catch (IOException | RuntimeException failed) {
            close(); // another ledger goes on from what was announced
            LockSupport.parkNanos(this, signing.every().toNanos());
            return false;
        }
    }

    private void sign() throws IOException {
        Ledger open = ledger;
        if (open == null) {
            open = Ledger.open(directory, key, platform.disk(), signing.epochKey());
            ledger = open;
        }
        try {
            byte[] note = open.sign(committed);
            signed = open.size();
            quietSince = System.nanoTime();
            anchors.forEach(anchor -> anchor.offer(note));
        } catch (Ledger.ForceFailedException lost) {
            halted = true;
            close();
            log.giveUp();
        }
    }

    /** Again until it is stored: the disk that failed may take a while. */
    private void tellHalt() {
        if (halted && !told) {
            told = log.record(EventCatalog.DEGRADED, Map.of("force_failed", true));
        }
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
            boolean gone = anchor.unreached().compareTo(TOLERATED) > 0;
            if (gone
                    && !reported.contains(anchor.name())
                    && log.record(EventCatalog.DEGRADED, Map.of("not_anchored", anchor.name()))) {
                reported.add(anchor.name());
            } else if (!gone) {
                reported.remove(anchor.name());
            }
        }
    }

    private void finish() {
        try {
            Ledger open = ledger;
            if (open != null && signed == committed && !halted) {
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

    /** Signs and seals what is left, and ends. Not to be called with anything held that {@link Log} needs. */
    void stop() {
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
        anchors.forEach(Anchoring::stop);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
