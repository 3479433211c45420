package io.gapura.filters.protect;

import java.util.List;
import java.util.Optional;

/**
 * How far a run of {@link Resealing} is.
 *
 * @param last the last row that was looked at: what to go on from after a stop
 * @param read rows looked at
 * @param resealed rows that have a new text
 * @param current rows that had the current key already
 * @param changed rows that somebody else wrote meanwhile: theirs stands, by the current key
 * @param unsealable how many could not be opened, and stay as they are
 * @param first the ids of the first hundred of those, to look at
 * @param finished whether the end was reached
 */
public record ResealProgress(
        Optional<String> last,
        long read,
        long resealed,
        long current,
        long changed,
        long unsealable,
        List<String> first,
        boolean finished) {
    public ResealProgress {
        first = List.copyOf(first);
    }

    /** Whether no value is left that needs an older key, as far as this run looked: from the beginning to the end. */
    public boolean isWhole() {
        return finished && unsealable == 0;
    }
}
