package io.gapura.filters.audit;

import java.time.Instant;
import java.util.List;

/** What {@link LogVerifier} found. */
public sealed interface LogReport {
    /**
     * Every line is canonical, has its fingerprint and follows the line before; what is signed and sealed agrees with it.
     *
     * @param events how many
     * @param surplusBytes of writes that were never acknowledged: a torn tail, or lines that a later segment repeats
     * @param signed how many of them are under a checkpoint whose signature was verified; 0 when nothing is signed
     * @param pruned how many of them are no longer there, as the log says itself: the first ones
     * @param witnessed what each witness has seen of it that was asked for
     * @param warnings what nobody can hold against the log, and somebody should know
     */
    record Valid(
            long events, long surplusBytes, long signed, long pruned, List<Witnessed> witnessed, List<String> warnings)
            implements LogReport {
        public Valid {
            witnessed = List.copyOf(witnessed);
            warnings = List.copyOf(warnings);
        }

        /** Of which no witness was asked. */
        public Valid(long events, long surplusBytes, long signed, long pruned, List<String> warnings) {
            this(events, surplusBytes, signed, pruned, List.of(), warnings);
        }

        /** Of a log that holds all its lines. */
        public Valid(long events, long surplusBytes, long signed, List<String> warnings) {
            this(events, surplusBytes, signed, 0, warnings);
        }

        /** Of a log without checkpoints. */
        public Valid(long events, long surplusBytes) {
            this(events, surplusBytes, 0, List.of());
        }
    }

    /**
     * The last checkpoint of a log that a witness has cosigned: it has seen that each of them extends the one before.
     *
     * @param witness its name
     * @param events under that checkpoint
     * @param time when it says to have signed it, in whole seconds
     */
    record Witnessed(String witness, long events, Instant time) {}

    /**
     * A line was edited, deleted, swapped or inserted, or what is derived from the lines was.
     *
     * @param sequence of the first line that is not what it must be
     * @param finding a fixed word
     */
    record Tampered(long sequence, String finding) implements LogReport {}

    /**
     * What is there agrees with itself, and a key to tell whether it is true is missing, or what a witness must have signed.
     *
     * @param events how many
     * @param finding which key, or whose signature
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
