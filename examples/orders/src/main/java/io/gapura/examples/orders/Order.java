package io.gapura.examples.orders;

import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored and shown.
 *
 * @param cents price of one piece
 * @param maker mechanism and id of who made it
 * @param approver the same of who approved it; null while it is open
 * @param tenant for which the maker acted; null: for none
 * @param created milliseconds since 1970
 */
public record Order(
        String id,
        String item,
        int quantity,
        long cents,
        Status status,
        String maker,
        @Nullable String approver,
        @Nullable String tenant,
        long created) {
    /** Made by one person, approved by another. */
    public enum Status {
        OPEN,
        APPROVED
    }
}
