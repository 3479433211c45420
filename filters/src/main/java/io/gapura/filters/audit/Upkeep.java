package io.gapura.filters.audit;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * What of a log is kept, and for how long.
 *
 * @param retention how long lines are
 * @param bundles whether lines are also kept as entry bundles, which others can follow
 * @param needed the oldest sequence that somebody must still be sent; pruning stops there
 */
record Upkeep(Retention retention, boolean bundles, LongSupplier needed) {
    static final Upkeep STANDARD = new Upkeep(Retention.STANDARD, true, () -> Long.MAX_VALUE);

    static Upkeep of(List<String> retention, boolean bundles) {
        return new Upkeep(Retention.of(retention), bundles, STANDARD.needed);
    }

    Upkeep retaining(Retention other) {
        return new Upkeep(other, bundles, needed);
    }

    /** The same that waits for one more. */
    Upkeep needed(LongSupplier oldest) {
        LongSupplier others = needed;
        return new Upkeep(retention, bundles, () -> Math.min(others.getAsLong(), oldest.getAsLong()));
    }
}
