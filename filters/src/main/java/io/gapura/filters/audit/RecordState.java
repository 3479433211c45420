package io.gapura.filters.audit;

/**
 * What one record is worth, by itself.
 *
 * @param word which of the five
 * @param size of the checkpoint that it is under; 0 for none
 * @param finding a fixed text that says why; empty when nothing is to be said
 */
public record RecordState(Word word, long size, String finding) {
    /** From best to worst. */
    public enum Word {
        /** It and the record before fit, and its inclusion proof leads to the root that the log's key has signed. */
        VERIFIED,
        /** As before, but nobody has given the key: whoever can write the files could have made all of it. */
        UNSIGNED,
        /** It has its fingerprint and follows the record before; no checkpoint covers it yet. */
        CHAINED,
        /** It agrees with itself; what would prove it is missing or is not what it must be. */
        UNPROVEN,
        /** It was edited, or it does not follow the record before, or it is not what was signed. */
        BROKEN
    }
}
