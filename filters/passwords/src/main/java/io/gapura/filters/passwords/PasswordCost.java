package io.gapura.filters.passwords;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What one guess costs whoever stole the hashes: memory, passes and lanes of Argon2id (RFC 9106 §3.1).
 *
 * @param kibibytes memory of one hash: 19,456 (19 MiB) to 1,048,576 (1 GiB)
 * @param passes over the memory: 1 to 16; one alone takes 47,104 KiB at least (OWASP Password Storage)
 * @param lanes 1 to 8
 */
public record PasswordCost(int kibibytes, int passes, int lanes) {
    static final int LEAST_KIBIBYTES = 19_456;
    static final int MOST_KIBIBYTES = 1_048_576;
    static final int MOST_PASSES = 16;
    static final int MOST_LANES = 8;
    private static final int LEAST_FOR_ONE_PASS = 47_104;
    private static final int HASH_BYTES = 32;

    public PasswordCost {
        require(kibibytes >= LEAST_KIBIBYTES && kibibytes <= MOST_KIBIBYTES, "19,456 to 1,048,576 KiB");
        require(passes >= 1 && passes <= MOST_PASSES, "1 to 16 passes");
        require(lanes >= 1 && lanes <= MOST_LANES, "1 to 8 lanes");
        require(passes > 1 || kibibytes >= LEAST_FOR_ONE_PASS, "two passes, or 47,104 KiB at least");
    }

    private static void require(boolean holds, String words) {
        if (!holds) {
            throw new IllegalArgumentException("the cost of a password must be " + words);
        }
    }

    /** 19 MiB, two passes, one lane: the least that OWASP recommends. */
    public static PasswordCost least() {
        return new PasswordCost(LEAST_KIBIBYTES, 2, 1);
    }

    /** 64 MiB, three passes, four lanes: the second choice of RFC 9106 §4. */
    public static PasswordCost rfc9106() {
        return new PasswordCost(65_536, 3, 4);
    }

    /**
     * As much as a login may take on this machine: first as much memory as is given, then as many passes as fit in the
     * time. Never under {@link #least()}, even where that takes longer. Takes about ten times the target; run it once and
     * write the result down, since a cost that differs from node to node makes every node upgrade the others' hashes.
     *
     * @param target such as 250 ms, on a quiet machine
     * @param mostKibibytes for one hash
     */
    public static PasswordCost calibrated(Duration target, int mostKibibytes) {
        return calibrated(target, mostKibibytes, PasswordCost::run, System::nanoTime);
    }

    /** What is measured, so that a test can say how long it takes. */
    interface Run {
        void of(PasswordCost cost);
    }

    static PasswordCost calibrated(Duration target, int mostKibibytes, Run run, LongSupplier nanos) {
        if (target.isNegative() || target.isZero()) {
            throw new IllegalArgumentException("the target must be longer than nothing");
        }
        int kibibytes = Math.max(LEAST_KIBIBYTES, Math.min(MOST_KIBIBYTES, mostKibibytes));
        while (true) {
            int fewest = kibibytes >= LEAST_FOR_ONE_PASS ? 1 : 2;
            long one = median(new PasswordCost(kibibytes, fewest, 1), run, nanos) / fewest;
            long fit = one == 0 ? MOST_PASSES : target.toNanos() / one;
            if (fit >= fewest || kibibytes == LEAST_KIBIBYTES) {
                return new PasswordCost(kibibytes, (int) Math.max(fewest, Math.min(MOST_PASSES, fit)), 1);
            }
            kibibytes = Math.max(LEAST_KIBIBYTES, kibibytes / 2);
        }
    }

    private static long median(PasswordCost cost, Run run, LongSupplier nanos) {
        long[] times = new long[3];
        for (int i = 0; i < times.length; i++) {
            long begin = nanos.getAsLong();
            run.of(cost);
            times[i] = nanos.getAsLong() - begin;
        }
        Arrays.sort(times);
        return times[1];
    }

    private static void run(PasswordCost cost) {
        cost.function().hash(new byte[HASH_BYTES], new byte[16]);
    }

    Argon2Function function() {
        return Argon2Function.getInstance(kibibytes, passes, lanes, HASH_BYTES, Argon2.ID);
    }
}
