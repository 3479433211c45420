package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * That a message is fresh (step 4) and comes once (step 9): the two belong together, because a nonce may be forgotten
 * only when its message is too old. Thread-safe.
 */
final class NonceClaims {
    private static final Duration LOOSE = Duration.ofHours(1);

    private final ReplayRules rules;
    private final ReplayGuard guard;
    private final TimeRules times;
    private final TimeRules loose;
    private final long start;

    /** Made once for each profile, at start-up. */
    NonceClaims(ReplayRules rules, ReplayGuard guard, TimeRules times, InstantSource clock) {
        this.rules = rules;
        this.guard = guard;
        this.times = times;
        this.loose = times.loosened(LOOSE);
        this.start = guard.forgetsOnRestart() && rules.rejectBeforeStart()
                ? clock.instant().getEpochSecond()
                : Long.MIN_VALUE;
        if (times.remembered().compareTo(guard.longestLife()) > 0) {
            throw ConfigurationException.of("signing: messages live up to "
                    + times.remembered().toSeconds() + " s, and the replay guard remembers at most "
                    + guard.longestLife().toSeconds() + " s");
        }
    }

    /** Step 4. With a nonce of this server {@code created} is only told apart from another day's. */
    void requireTime(SignatureInput input, long now) throws SignatureRefusedException {
        if (nonceEnd(input, now) == null) {
            times.require(input, now, start);
        } else {
            loose.require(input, now, Long.MIN_VALUE);
        }
    }

    private @Nullable Instant nonceEnd(SignatureInput input, long now) {
        ServerNonces nonces = rules.serverNonces();
        String nonce = nonces == null ? null : input.nonce().orElse(null);
        return nonces == null || nonce == null ? null : nonces.goodUntil(nonce, now, start);
    }

    /**
     * Step 9, last of all: only a proven message can use up a nonce.
     *
     * @param now what step 4 was decided by
     */
    void claim(Proof proof, String method, long now) throws SignatureRefusedException {
        String nonce = proof.input().nonce().orElse(null);
        if (nonce == null && !rules.withoutNonce()) {
            return;
        }
        Instant end = nonceEnd(proof.input(), now);
        ReplayKey key = nonce == null
                ? ReplayKey.ofBase(proof.base().array(), proof.base().length())
                : ReplayKey.of(Signatures.NAME, proof.entry().key().keyId(), nonce);
        Claim claim = guard.claim(key, proof.entry().caller(), end == null ? times.until(proof.input()) : end);
        switch (claim.outcome()) {
            case CLAIMED -> {}
            case SEEN -> throw SignatureRefusedException.of(Reason.REPLAY, proof.note());
            case FULL -> throw SignatureRefusedException.retry(Reason.STORE_FULL, claim.retryAfter());
            case QUOTA -> throw SignatureRefusedException.retry(Reason.QUOTA, claim.retryAfter());
            case PENDING, UNAVAILABLE -> refuseUnclaimed(method, claim);
        }
    }

    private void refuseUnclaimed(String method, Claim claim) throws SignatureRefusedException {
        boolean safe = method.equals("GET") || method.equals("HEAD");
        if (!safe || !rules.safePassUnclaimed()) {
            throw SignatureRefusedException.retry(Reason.STORE_UNAVAILABLE, claim.retryAfter());
        }
    }
}
