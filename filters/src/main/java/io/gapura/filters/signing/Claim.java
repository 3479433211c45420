package io.gapura.filters.signing;

import java.time.Duration;

/**
 * What became of a claim.
 *
 * @param retryAfter when it may go better; zero unless the store is full
 */
public record Claim(Outcome outcome, Duration retryAfter) {
    private static final Claim CLAIMED = new Claim(Outcome.CLAIMED, Duration.ZERO);
    private static final Claim SEEN = new Claim(Outcome.SEEN, Duration.ZERO);

    /** The five ways a claim may end; only the first lets a message pass. */
    public enum Outcome {
        /** It was new, and is remembered. */
        CLAIMED,
        /** It is remembered already, or can no longer be told from one that was. */
        SEEN,
        /** No room; nothing is evicted. */
        FULL,
        /** This caller has used its share. */
        QUOTA,
        /** The store did not answer. */
        UNAVAILABLE
    }

    public static Claim claimed() {
        return CLAIMED;
    }

    public static Claim seen() {
        return SEEN;
    }

    /** A claim that was not decided; the message is refused with 503. */
    public static Claim refused(Outcome outcome, Duration retryAfter) {
        if (outcome == Outcome.CLAIMED || outcome == Outcome.SEEN) {
            throw new IllegalArgumentException("a refused claim is FULL, QUOTA or UNAVAILABLE");
        }
        return new Claim(outcome, retryAfter);
    }
}
