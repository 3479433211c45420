package io.gapura.filters;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reads under {@code io.gapura.errors}: every failure once with its stack, and refusals at info, ten in
 * a second, so that a flood of them does not become a flood of lines. Thread-safe; never throws.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger("io.gapura.errors");
    private static final int MOST_A_SECOND = 10;
    private static final int COUNT_BITS = 10;

    /** The second, and how many lines it had. */
    private final AtomicLong window = new AtomicLong();

    private final LongAdder unlogged = new LongAdder();
    private final LongAdder failedCompletions = new LongAdder();

    /** A failure of ours or of the application, after its answer was made. */
    void failed(IncidentId incident, String where, @Nullable Throwable thrown) {
        try {
            LOG.log(System.Logger.Level.ERROR, "incident " + incident + " " + where, RecordedThrowable.of(thrown));
        } catch (RuntimeException | Error broken) {
            // Nobody is left to tell. The answer is already decided, and the thread goes on.
            unlogged.increment();
        }
    }

    /** Who was told of the end of a request threw; the answer had left before. */
    void completionFailed(IncidentId incident, Throwable thrown) {
        failedCompletions.increment();
        failed(incident, "after the end of the request", thrown);
    }

    /** A class that was not there at start-up: a report that nobody compares in a build. */
    void firstSeen(String rulings) {
        LOG.log(System.Logger.Level.WARNING, () -> "first seen at run time: " + rulings);
    }

    long failedCompletions() {
        return failedCompletions.sum();
    }

    /** What was answered: a fault as {@link #failed}, a refusal in one line. */
    void refused(AuditEvent event, Rejection rejection, String policy, String endpoint, @Nullable Throwable thrown) {
        if (rejection.status() >= 500) {
            failed(event.incident(), rejection + " by " + policy + " at " + endpoint, thrown);
        } else {
            refused(event.incident(), rejection, policy, event.epochMillis());
        }
    }

    private void refused(IncidentId incident, Rejection rejection, String policy, long nowMillis) {
        if (!admits(nowMillis)) {
            unlogged.increment();
            return;
        }
        try {
            if (LOG.isLoggable(System.Logger.Level.INFO)) {
                long missing = unlogged.sumThenReset();
                LOG.log(
                        System.Logger.Level.INFO,
                        "incident " + incident + " refused by " + policy + ": " + rejection
                                + (missing == 0 ? "" : ", after " + missing + " that were not logged"));
            }
        } catch (RuntimeException | Error broken) {
            unlogged.increment();
        }
    }

    /** Two that come at the same instant and one line left: one of them goes without. */
    private boolean admits(long nowMillis) {
        long second = nowMillis / 1_000;
        long seen = window.get();
        long next = seen >>> COUNT_BITS == second ? seen + 1 : (second << COUNT_BITS) + 1;
        return (next & (1 << COUNT_BITS) - 1) <= MOST_A_SECOND && window.compareAndSet(seen, next);
    }
}
