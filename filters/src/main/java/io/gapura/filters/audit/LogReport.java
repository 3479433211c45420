package io.gapura.filters.audit;

import java.util.List;

/** What {@link LogVerifier} found. */
public sealed interface LogReport {
    /**
     * Every line is canonical, has its fingerprint and follows the line before; what is signed and sealed agrees with it.
     *
     * @param events how many
     * @param surplusBytes of writes that were never acknowledged: a torn tail, or lines that a later segment repeats
     * @param signed how many of them are under a checkpoint whose signature was verified; 0 when nothing is signed
     * @param warnings what nobody can hold against the log, and somebody should know
     */
    record Valid(long events, long surplusBytes, long signed, List<String> warnings) implements LogReport {
        public Valid {
            warnings = List.copyOf(warnings);
        }

        /** Of a log without checkpoints. */
        public Valid(long events, long surplusBytes) {
            this(events, surplusBytes, 0, List.of());
        }
    }

    /**
     * A line was edited, deleted, swapped or inserted, or what is derived from the lines was.
     *
     * @param sequence of the first line that is not what it must be
     * @param finding a fixed word
     */
    record Tampered(long sequence, String finding) implements LogReport {}

    /**
     * What is there agrees with itself, and a key to tell whether it is true is missing.
     *
     * @param events how many
     * @param finding which key
     */
    record Unverifiable(long events, String finding) implements LogReport {}

    /**
     * The log ends before something that was signed.
     *
     * @param events how many are left
     * @param signed how many there were
     */
    record Truncated(long events, long signed) implements LogReport {}
}
