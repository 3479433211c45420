package io.gapura.filters.signing;

import java.time.Instant;
import java.util.Optional;

/**
 * How up to date the keys of a ring are, for a health report.
 *
 * @param keys how many are in use
 * @param loaded when they were read, or found to be unchanged, for the last time
 * @param problem why the source could not be read since; names places and key ids, never content
 */
public record KeyState(Condition condition, int keys, Optional<Instant> loaded, Optional<String> problem) {
    /** In how far they may be trusted. */
    public enum Condition {
        /** As the source has them. */
        CURRENT,
        /** The source cannot be read, or has no good set: the last good one is in use. */
        LAST_GOOD,
        /** The source was never read: every signed request is 503. */
        NEVER_LOADED,
        /** The source could not be read for so long that the last good set is not trusted any more: 503. */
        TOO_OLD
    }

    /**
     * Of keys that are published.
     *
     * @param loaded empty before the first success
     * @param trusted whether they are young enough
     */
    public static KeyState published(int keys, Optional<Instant> loaded, boolean trusted, Optional<String> problem) {
        if (loaded.isEmpty()) {
            return new KeyState(Condition.NEVER_LOADED, 0, loaded, problem);
        }
        Condition good = problem.isEmpty() ? Condition.CURRENT : Condition.LAST_GOOD;
        return new KeyState(trusted ? good : Condition.TOO_OLD, keys, loaded, problem);
    }
}
