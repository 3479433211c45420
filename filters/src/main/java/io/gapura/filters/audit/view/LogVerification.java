package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Verifies a whole log on a thread of its own, one run at a time, and tells at any moment how far it is and what the last
 * run found. Thread-safe.
 */
final class LogVerification implements AutoCloseable {
    private final LogVerifier verifier;
    private final InstantSource clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Run run = Run.NONE;
    private volatile boolean closed;

    /**
     * One run.
     *
     * @param report what was found; empty while it goes on
     */
    private record Run(String phase, long bytes, long ofBytes, long time, Map<String, Object> report) {
        private static final Run NONE = new Run("none", 0, 0, 0, Map.of());
    }

    LogVerification(LogVerifier verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Begins a run, unless one goes on. */
    void begin() {
        if (closed || !running.compareAndSet(false, true)) {
            return;
        }
        run = new Run("running", 0, 0, now(), Map.of());
        Thread thread = new Thread(this::verify, "gapura-audit-view");
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link #begin}, if there was none yet. */
    void beginFirst() {
        if (run.phase().equals("none")) {
            begin();
        }
    }

    private void verify() {
        Map<String, Object> report;
        try {
            report = told(verifier.progress(this::at).verify());
        } catch (IOException | RuntimeException unreadable) {
            // why stands in no answer: it may name files
            report = Map.of("verdict", "unreadable", "finding", "something could not be read");
        }
        run = new Run("done", 0, 0, now(), report);
        running.set(false);
    }

    private void at(long bytes, long ofBytes) {
        if (closed) {
            throw new CancellationException("the viewer is closed");
        }
        run = new Run("running", bytes, ofBytes, now(), Map.of());
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }

    private static Map<String, Object> told(LogReport report) {
        if (report instanceof LogReport.Tampered tampered) {
            return Map.of("verdict", "tampered", "sequence", tampered.sequence(), "finding", tampered.finding());
        }
        if (report instanceof LogReport.Truncated truncated) {
            return Map.of("verdict", "truncated", "events", truncated.events(), "signed", truncated.signed());
        }
        if (report instanceof LogReport.Unverifiable unverifiable) {
            return Map.of(
                    "verdict", "unverifiable", "events", unverifiable.events(), "finding", unverifiable.finding());
        }
        LogReport.Valid valid = (LogReport.Valid) report;
        return Map.of(
                "verdict",
                "valid",
                "events",
                valid.events(),
                "signed",
                valid.signed(),
                "pruned",
                valid.pruned(),
                "warnings",
                List.copyOf(valid.warnings()));
    }

    Map<String, Object> toMap() {
        Run now = run;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("phase", now.phase());
        all.put("bytes", now.bytes());
        all.put("ofBytes", now.ofBytes());
        all.put("time", now.time());
        all.putAll(now.report());
        return all;
    }

    /** A run that goes on ends at its next step. */
    @Override
    public void close() {
        closed = true;
    }
}
