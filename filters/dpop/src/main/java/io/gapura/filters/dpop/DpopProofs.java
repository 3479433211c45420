package io.gapura.filters.dpop;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.RequestView;
import io.gapura.filters.bearer.BoundToken;
import io.gapura.filters.bearer.Possession;
import io.gapura.filters.bearer.ProofOfPossession;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes an access token that is bound to a key ({@code cnf.jkt}) from who holds the key: each request carries a proof in
 * {@code DPoP} that was signed with it, for this method and URL, now, for this token, and once (RFC 9449 §4.3).
 *
 * <p>A proof counts for 60 seconds unless said, made at most 30 seconds ahead of our clock. Immutable and thread-safe;
 * refining methods return copies.
 */
public final class DpopProofs implements ProofOfPossession {
    static final Duration STANDARD_AGE = Duration.ofSeconds(60);

    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);
    private static final long SKEW_SECONDS = 30;
    private static final int LONGEST_ID = 256;
    /** Keys of clients are many, and what they share is counted by few: one of them takes a share of one part at most. */
    private static final int PARTS = 64;

    private static final String SCHEME = "DPoP";
    private static final String ALGORITHMS = "DPoP algs=\"" + String.join(" ", ProofKey.ALGORITHMS) + "\"";

    private final ReplayGuard guard;
    private final Duration maxAge;
    private final @Nullable ProofNonces nonces;
    private final InstantSource clock;
    private final long start;
    private final List<String> warnings;

    private DpopProofs(
            ReplayGuard guard,
            Duration maxAge,
            @Nullable ProofNonces nonces,
            InstantSource clock,
            List<String> warnings) {
        boolean whole = maxAge.toMillis() % 1_000 == 0;
        if (!whole || maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException("a proof counts for 1 to 300 seconds");
        }
        if (maxAge.plusSeconds(SKEW_SECONDS).compareTo(guard.longestLife()) > 0) {
            throw ConfigurationException.of("the store of proofs remembers too shortly for their age");
        }
        guard.sharedBy(PARTS);
        this.guard = guard;
        this.maxAge = maxAge;
        this.nonces = nonces;
        this.clock = clock;
        this.start = guard.forgetsOnRestart() ? clock.instant().getEpochSecond() : Long.MIN_VALUE;
        this.warnings = List.copyOf(warnings);
    }

    /** Remembering by this guard which proofs were used; behind several nodes it must be one that they share. */
    public static DpopProofs remembering(ReplayGuard guard) {
        return new DpopProofs(guard, STANDARD_AGE, null, InstantSource.system(), List.of());
    }

    /** The same for proofs of at most that age, 1 to 300 whole seconds. */
    public DpopProofs maxAge(Duration age) {
        return new DpopProofs(guard, age, nonces, clock, warnings);
    }

    /**
     * The same, taking only proofs with a nonce of this server, of the last five to ten minutes: a proof cannot be made for
     * later, by whoever has the key for a moment.
     *
     * @param key where 32 random bytes or more stand, the same on every node
     */
    public DpopProofs nonces(Reference key) {
        return new DpopProofs(guard, maxAge, ProofNonces.by(key), clock, warnings);
    }

    /** The same by another clock. */
    public DpopProofs clock(InstantSource time) {
        return new DpopProofs(guard, maxAge, nonces, time, warnings);
    }

    /** The same with one more thing to be said at start-up. */
    DpopProofs warning(String line) {
        List<String> more = new ArrayList<>(warnings);
        more.add(line);
        return new DpopProofs(guard, maxAge, nonces, clock, more);
    }

    @Override
    public String confirmation() {
        return "jkt";
    }

    @Override
    public Optional<String> scheme() {
        return Optional.of(SCHEME);
    }

    @Override
    public Possession prove(BoundToken token, RequestView request) {
        long now = clock.instant().getEpochSecond();
        try {
            Proof proof = Proof.in(request.headers());
            // Before the signature: nobody may choose a key for us to verify with but the token's issuer.
            ProofRefusedException.require(proof.key().thumbprint().equals(token.thumbprint()), "proof: of another key");
            proof.requireSigned();
            requireTarget(proof, request);
            ProofRefusedException.require(proof.text("ath").equals(token.hash()), "proof: for another token");
            requireTime(proof, now);
            String nonce = requireNonce(proof, now);
            return claimed(proof, token, now, nonce);
        } catch (ProofRefusedException refused) {
            return refusal(refused, now);
        }
    }

    /** Checks 8 and 9. */
    private static void requireTarget(Proof proof, RequestView request) throws ProofRefusedException {
        ProofRefusedException.require(proof.text("htm").equals(request.method()), "proof: for another method");
        String said = TargetUrl.of(proof.text("htu"));
        ProofRefusedException.require(said != null && said.equals(TargetUrl.of(request)), "proof: for another URL");
    }

    /** Check 11. What a guard without memory has forgotten must not come again. */
    private void requireTime(Proof proof, long now) throws ProofRefusedException {
        long made = proof.issuedAt();
        ProofRefusedException.require(made <= now + SKEW_SECONDS, "proof: from the future");
        ProofRefusedException.require(made >= now - maxAge.toSeconds(), "proof: too old");
        ProofRefusedException.require(made >= start, "proof: from before the start");
    }

    /** Check 10. Empty when none is asked for. */
    private String requireNonce(Proof proof, long now) throws ProofRefusedException {
        ProofNonces issued = nonces;
        if (issued == null) {
            return "";
        }
        String nonce = proof.textOrNone("nonce");
        if (!issued.isGood(nonce, now)) {
            throw ProofRefusedException.nonce(
                    nonce.isEmpty() ? "proof: without nonce" : "proof: nonce of another time");
        }
        return nonce;
    }

    /** Last of all: only a proof that counts can use up its id. */
    private Possession claimed(Proof proof, BoundToken token, long now, String nonce) throws ProofRefusedException {
        String id = proof.text("jti");
        ProofRefusedException.require(id.length() <= LONGEST_ID, "proof: jti");
        ReplayKey key = ReplayKey.of("dpop", token.thumbprint(), id);
        String part = "dpop-" + Math.floorMod(token.thumbprint().hashCode(), PARTS);
        Instant until = Instant.ofEpochSecond(proof.issuedAt()).plus(maxAge).plusSeconds(1);
        Claim.Outcome outcome = guard.claim(key, part, until).outcome();
        ProofRefusedException.require(outcome != Claim.Outcome.SEEN, "proof: used before");
        return outcome == Claim.Outcome.CLAIMED ? held(nonce, now) : Possession.unavailable();
    }

    private Possession held(String nonce, long now) {
        String next = nonces == null ? null : nonces.successor(nonce, now);
        return next == null ? Possession.held() : Possession.held().headers(new HeaderLine("DPoP-Nonce", next));
    }

    private Possession refusal(ProofRefusedException refused, long now) {
        HeaderLine challenge = new HeaderLine(
                "WWW-Authenticate", ALGORITHMS + ", error=\"" + refused.fault().error() + "\"");
        Possession missing = Possession.missing(refused.note());
        ProofNonces issued = nonces;
        return issued == null
                ? missing.headers(challenge)
                : missing.headers(challenge, new HeaderLine("DPoP-Nonce", issued.fresh(now)));
    }

    @Override
    public List<HeaderLine> challenges() {
        return List.of(new HeaderLine("WWW-Authenticate", ALGORITHMS));
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(guard.remarks(maxAge));
        remarks.addAll(warnings);
        return remarks;
    }

    @Override
    public void close() {
        guard.close();
    }
}
