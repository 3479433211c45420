package io.gapura.filters.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a claim.
 *
 * @param retryAfter when it may go better; zero unless the claim was not decided
 * @param lease what is to be confirmed or released; only on a lease that was granted
 */
public record Claim(Outcome outcome, Duration retryAfter, Optional<Lease> lease) {
    private static final Claim CLAIMED = new Claim(Outcome.CLAIMED, Duration.ZERO, Optional.empty());
    private static final Claim SEEN = new Claim(Outcome.SEEN, Duration.ZERO, Optional.empty());

    /** The six ways a claim may end; only the first lets a message pass. */
    public enum Outcome {
        /** It was new, and is remembered. */
        CLAIMED,
        /** It is remembered already, or can no longer be told from one that was. */
        SEEN,
        /** Somebody works on it, and what becomes of it is not known yet. */
        PENDING,
        /** No room; nothing is evicted. */
        FULL,
        /** This caller has used its share. */
        QUOTA,
        /** The store did not answer. */
        UNAVAILABLE
    }

    /**
     * A key that is taken for the run of one delivery.
     *
     * @param until how long it is remembered once it is confirmed
     * @param token random; tells this run from a later one that took the key after the lease had run out
     */
    public record Lease(ReplayKey key, String caller, Instant until, String token) {}

    public Claim {
        if (lease.isPresent() && outcome != Outcome.CLAIMED) {
            throw new IllegalArgumentException("only a claim that was granted is a lease");
        }
    }

    public static Claim claimed() {
        return CLAIMED;
    }

    public static Claim seen() {
        return SEEN;
    }

    /** A lease that was granted: the message may pass, and its holder says afterwards what became of it. */
    public static Claim leased(Lease lease) {
        return new Claim(Outcome.CLAIMED, Duration.ZERO, Optional.of(lease));
    }

    /** A claim that was not decided; the message is refused with 503. */
    public static Claim refused(Outcome outcome, Duration retryAfter) {
        if (outcome == Outcome.CLAIMED || outcome == Outcome.SEEN) {
            throw new IllegalArgumentException("a refused claim is PENDING, FULL, QUOTA or UNAVAILABLE");
        }
        return new Claim(outcome, retryAfter, Optional.empty());
    }

    /** The lease of a claim that is to be confirmed or released; anything else is a mistake of the caller. */
    public Lease required() {
        return lease.orElseThrow(() -> new IllegalArgumentException("this claim is no lease"));
    }

    /** The token of a granted lease, empty for every other claim. */
    public String token() {
        return lease.map(Lease::token).orElse("");
    }
}
