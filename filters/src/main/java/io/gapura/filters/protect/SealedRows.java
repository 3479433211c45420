package io.gapura.filters.protect;

import java.util.List;
import java.util.Optional;

/**
 * Where sealed values stand, for {@link Resealing}. {@link JdbcSealedRows} is one for a table; an application with another
 * store writes its own.
 *
 * <p>Called by one thread at a time. Whatever it throws ends the run, which can be taken up again.
 */
public interface SealedRows {
    /**
     * The next rows in the order of their ids; fewer than asked for, or none, at the end.
     *
     * @param id behind this one; empty: from the beginning
     * @param most at least one
     */
    List<SealedRow> after(Optional<String> id, int most);

    /** The place that the value of a row was sealed for. */
    FieldContext place(SealedRow row);

    /** Puts the new text where the old one still stands; false when it does not stand there any more. */
    boolean replace(SealedRow row, String resealed);
}
