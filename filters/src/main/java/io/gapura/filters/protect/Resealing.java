package io.gapura.filters.protect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Seals everything in a store again with the current key, while the application goes on, so that an old key can be removed.
 * It stops when it is told to or interrupted, and goes on from where it was.
 *
 * <pre>{@code
 * ResealProgress done = Resealing.of(cipher, rows).run(Optional.empty(), progress -> {
 *     save(progress.last());
 *     return true;
 * });
 * }</pre>
 *
 * <p>A row is replaced only while the text that was read still stands in it: a value that the application writes meanwhile
 * is never lost. A row that cannot be opened is counted and left; the run goes on. Reads {@code batch} rows at a time.
 * Immutable and thread-safe; two runs over the same rows do no harm.
 */
public final class Resealing {
    private static final int USUAL_BATCH = 100;
    private static final int LARGEST_BATCH = 10_000;
    private static final int NAMED = 100;

    private final FieldCipher cipher;
    private final SealedRows rows;
    private final int batch;

    private Resealing(FieldCipher cipher, SealedRows rows, int batch) {
        this.cipher = cipher;
        this.rows = rows;
        this.batch = batch;
    }

    /** A hundred rows at a time. */
    public static Resealing of(FieldCipher cipher, SealedRows rows) {
        return new Resealing(cipher, rows, USUAL_BATCH);
    }

    /** As many rows at a time: 1 to 10,000. */
    public Resealing batch(int size) {
        if (size < 1 || size > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + LARGEST_BATCH + " rows");
        }
        return new Resealing(cipher, rows, size);
    }

    /**
     * Runs to the end, or until it is stopped.
     *
     * @param last the row to go on behind; empty: from the beginning
     * @param goOn asked after each batch, with what to save; false stops
     */
    public ResealProgress run(Optional<String> last, Predicate<ResealProgress> goOn) {
        Count count = new Count(last);
        while (true) {
            List<SealedRow> read = rows.after(count.last, batch);
            read.forEach(row -> count.of(row, outcome(row)));
            boolean finished = read.size() < batch;
            ResealProgress progress = count.progress(finished);
            if (!goOn.test(progress) || finished || Thread.currentThread().isInterrupted()) {
                return progress;
            }
        }
    }

    private Outcome outcome(SealedRow row) {
        Optional<String> resealed;
        try {
            resealed = cipher.reseal(row.sealed(), rows.place(row));
        } catch (UnsealableException broken) {
            return Outcome.UNSEALABLE;
        }
        if (resealed.isEmpty()) {
            return Outcome.CURRENT;
        }
        return rows.replace(row, resealed.get()) ? Outcome.RESEALED : Outcome.CHANGED;
    }

    private enum Outcome {
        RESEALED,
        CURRENT,
        CHANGED,
        UNSEALABLE
    }

    /** Of one run. */
    private static final class Count {
        private Optional<String> last;
        private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        private final List<String> unsealable = new ArrayList<>();

        Count(Optional<String> last) {
            this.last = last;
        }

        void of(SealedRow row, Outcome outcome) {
            last = Optional.of(row.id());
            counts.merge(outcome, 1L, Long::sum);
            if (outcome == Outcome.UNSEALABLE && unsealable.size() < NAMED) {
                unsealable.add(row.id());
            }
        }

        private long of(Outcome outcome) {
            return counts.getOrDefault(outcome, 0L);
        }

        ResealProgress progress(boolean finished) {
            long read = counts.values().stream().mapToLong(Long::longValue).sum();
            return new ResealProgress(
                    last,
                    read,
                    of(Outcome.RESEALED),
                    of(Outcome.CURRENT),
                    of(Outcome.CHANGED),
                    of(Outcome.UNSEALABLE),
                    unsealable,
                    finished);
        }
    }
}
