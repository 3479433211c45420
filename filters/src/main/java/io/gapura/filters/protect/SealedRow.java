package io.gapura.filters.protect;

/**
 * One stored value.
 *
 * @param id of its row, in an order that does not change
 * @param sealed as it was read
 */
public record SealedRow(String id, String sealed) {
    /** Without either: the row may be somebody. */
    @Override
    public String toString() {
        return "SealedRow";
    }
}
