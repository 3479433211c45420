package io.gapura.filters.audit;

/** What {@link LogVerifier} found. */
public sealed interface LogReport {
    /**
     * Every line is canonical, has its fingerprint and follows the line before.
     *
     * @param events how many
     * @param surplusBytes of writes that were never acknowledged: a torn tail, or lines that a later segment repeats
     */
    record Valid(long events, long surplusBytes) implements LogReport {}

    /**
     * A line was edited, deleted, swapped or inserted.
     *
     * @param sequence of the first line that is not what it must be
     * @param finding a fixed word
     */
    record Tampered(long sequence, String finding) implements LogReport {}
}
