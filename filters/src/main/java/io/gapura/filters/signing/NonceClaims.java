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
    private final InstantSource clock;
    private final long start;

    /** Made once for each profile, at start-up. */
    NonceClaims(ReplayRules rules, ReplayGuard guard, TimeRules times, InstantSource clock) {
        this.rules = rules;
        this.guard = guard;
        this.times = times;
        this.loose = times.loosened(LOOSE);
        this.clock = clock;
        this.start = guard.forgetsOnRestart() && rules.rejectBeforeStart()
                ? clock.instant().getEpochSecond()
                : Long.MIN_VALUE;
        Duration life = ServerNonces.remembered(times.remembered(), rules.serverNonces() != null);
        if (life.compareTo(guard.longestLife()) > 0) {
            throw ConfigurationException.of("signing: messages live up to " + life.toSeconds()
                    + " s, and the replay guard remembers at most "
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

    /**
     * Until when a nonce of this server is good; null for one of the client's own. One of ours that is not good now has no
     * other reading: what it made fresh once would come again when {@code created} has become a usual time.
     */
    private @Nullable Instant nonceEnd(SignatureInput input, long now) throws SignatureRefusedException {
        ServerNonces nonces = rules.serverNonces();
        String nonce = nonces == null ? null : input.nonce().orElse(null);
        if (nonces == null || nonce == null || !nonces.isGenuine(nonce)) {
            return null;
        }
        Instant end = nonces.goodUntil(nonce, now, start);
        if (end == null) {
            throw SignatureRefusedException.of(Reason.TOO_OLD, "a nonce of this server that is not good now");
        }
        return end;
    }

    /**
     * Step 9, last of all: only a proven message can use up a nonce. Content may have come slowly: what has become too old
     * meanwhile is refused, because its nonce may be forgotten already.
     *
     * @param decided the time that step 4 was decided by
     * @param workspace whose base is not needed any more
     */
    void claim(Proof proof, String method, long decided, Workspace workspace) throws SignatureRefusedException {
        String nonce = proof.input().nonce().orElse(null);
        if (nonce == null && !rules.withoutNonce()) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        if (now != decided) {
            requireTime(proof.input(), now);
        }
        Instant end = nonceEnd(proof.input(), now);
        ReplayKey key = nonce == null
                ? ReplayKey.ofBase(proof.base().array(), proof.base().length())
                : workspace.key(Signatures.NAME, proof.entry().key().keyId(), nonce);
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
