package io.gapura.filters.signing;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one message, in the order that lets nobody without a key make us read a body, fill the replay store or burn
 * a nonce. Gives the proven caller or throws; there is no other way out. Thread-safe.
 *
 * <p>The steps are numbered as in the design: 1 and 2 parse, 3 coverage and parameters, 4 time, 5 authority and key, 6
 * declared length, 7 base and signature, 8 body and digest, 9 nonce.
 */
final class Verification {
    private static final int MOST_CANDIDATES = 4;
    private static final int SHORTEST_NONCE = 16;
    private static final int LONGEST_NONCE = 128;

    private final SignatureSetup setup;
    private final SigningKey dummy;
    private final ReplayGuard replay;
    private final SignatureBase bases;
    private final long start;

    /** A signature that passed step 7. */
    private record Proof(SignatureInput input, KeyRing.Entry entry) {}

    Verification(SignatureSetup setup, ReplayGuard replay) {
        byte[] random = new byte[32];
        setup.random().nextBytes(random);
        this.setup = setup;
        this.dummy = new HmacKey("dummy", random);
        this.replay = replay;
        this.bases = setup.profile().bases();
        boolean forgets = replay.forgetsOnRestart() && setup.rejectBeforeStart();
        this.start = forgets ? setup.clock().instant().getEpochSecond() : Long.MIN_VALUE;
    }

    /** Steps 2 to 10, for a message that carries both fields. */
    Caller verify(RequestView request, SignatureFields fields) throws SignatureRefusedException, IOException {
        ContentDigest digest =
                request.headers().contains("content-digest") ? ContentDigest.read(request.headers()) : null;
        Instant now = setup.clock().instant();
        Proof proof = firstProven(request, fields, now);
        verifyBody(request, proof.input(), digest);
        claimNonce(proof);
        return caller(request, proof);
    }

    /**
     * What is proven but for the content.
     *
     * @param digest what the content must be; null when there is none, or it was read and proven
     */
    record Unread(Caller caller, @Nullable ContentDigest digest) {}

    /** The same for content that is hashed later: step 9 comes first, and a covered digest stands in for step 8. */
    Unread verifyUnread(RequestView request, SignatureFields fields) throws SignatureRefusedException, IOException {
        ContentDigest digest =
                request.headers().contains("content-digest") ? ContentDigest.read(request.headers()) : null;
        Proof proof = firstProven(request, fields, setup.clock().instant());
        if (digest == null || !proof.input().covers("content-digest") || request.declaredLength() == 0) {
            verifyBody(request, proof.input(), digest);
            claimNonce(proof);
            return new Unread(caller(request, proof), null);
        }
        digest.requireActive();
        claimNonce(proof);
        return new Unread(caller(request, proof), digest);
    }

    private Caller caller(RequestView request, Proof proof) {
        return Caller.of("signing", proof.entry().caller())
                .withProof(new VerifiedSignature(Message.of(request), bases, proof.input()));
    }

    /** Several signatures (RFC 9421 §4.3): one that is good suffices, a bad one beside it does no harm. */
    private Proof firstProven(RequestView request, SignatureFields fields, Instant now)
            throws SignatureRefusedException {
        SignatureRefusedException first = null;
        for (String label : candidates(fields)) {
            try {
                return prove(request, fields, label, now);
            } catch (SignatureRefusedException refused) {
                first = first == null ? refused : first;
            }
        }
        throw first == null ? SignatureRefusedException.of(Reason.TAG, "no signature with the tag") : first;
    }

    /** Step 3, which signatures: those with the profile's tag, known keys first. Labels mean nothing. */
    private List<String> candidates(SignatureFields fields) {
        List<String> known = new ArrayList<>(2);
        List<String> unknown = new ArrayList<>(2);
        for (String label : fields.labels()) {
            Keyed<BareItem> parameters = fields.input(label).parameters();
            boolean tagged = setup.profile()
                    .tag()
                    .map(tag ->
                            new BareItem.Str(tag).equals(parameters.get("tag").orElse(null)))
                    .orElse(true);
            if (tagged) {
                boolean hasKey = parameters.get("keyid").orElse(null) instanceof BareItem.Str id
                        && setup.keys().find(id.value()).isPresent();
                (hasKey ? known : unknown).add(label);
            }
        }
        known.addAll(unknown);
        return known.subList(0, Math.min(MOST_CANDIDATES, known.size()));
    }

    private Proof prove(RequestView request, SignatureFields fields, String label, Instant now)
            throws SignatureRefusedException {
        SignatureInput input = SignatureInput.of(fields.input(label));
        setup.profile().requireCoverage(request, input);
        requireParameters(request, input);
        requireTime(input, now.getEpochSecond());
        requireAuthority(request);
        Optional<KeyRing.Entry> entry = setup.keys().find(input.keyId().orElseThrow());
        Reason unusable = unusable(entry.orElse(null), input, now);
        requireDeclaredLength(request);
        byte[] base = bases.of(Message.of(request), input);
        // step 7 (§3.2): an unknown key costs what a wrong signature costs
        SigningKey key = unusable == null ? entry.orElseThrow().key() : dummy;
        boolean genuine = key.verifies(base, fields.signature(label));
        if (unusable != null) {
            throw SignatureRefusedException.of(
                    unusable, entry.map(known -> note(known, input)).orElse(""));
        }
        if (!genuine) {
            throw SignatureRefusedException.of(
                    Reason.SIGNATURE,
                    note(entry.orElseThrow(), input) + ", signature of " + fields.signature(label).length + " bytes");
        }
        return new Proof(input, entry.orElseThrow());
    }

    private static String note(KeyRing.Entry entry, SignatureInput input) {
        return "key " + entry.key().keyId() + ", " + input.components().size() + " components";
    }

    /** Step 3 (§2.3): what the signature says of itself. */
    private void requireParameters(RequestView request, SignatureInput input) throws SignatureRefusedException {
        input.requireKnownParameters();
        if (input.created().isEmpty() || input.keyId().isEmpty()) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "created or keyid is absent");
        }
        int nonce = input.nonce().map(String::length).orElse(-1);
        if (nonce < 0 && setup.profile().requiresNonce(request.method())) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "nonce is absent");
        }
        if (nonce >= 0 && (nonce < SHORTEST_NONCE || nonce > LONGEST_NONCE)) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "nonce of " + nonce + " characters");
        }
        Optional<String> alg = input.alg();
        if (alg.isPresent()
                && SignatureAlgorithm.named(alg.get())
                        .filter(setup.profile()::allows)
                        .isEmpty()) {
            throw SignatureRefusedException.of(Reason.ALG, "alg is not allowed");
        }
    }

    /** Step 4: each rule for itself, whatever else is absent; both edges are accepted. */
    private void requireTime(SignatureInput input, long now) throws SignatureRefusedException {
        long created = input.created().orElseThrow();
        if (created > now + setup.profile().futureSkew().toSeconds()) {
            throw SignatureRefusedException.of(Reason.FUTURE, created - now + " s ahead");
        }
        if (input.expires().isPresent()) {
            long expires = input.expires().getAsLong();
            if (expires <= created || expires < now) {
                throw SignatureRefusedException.of(Reason.EXPIRED, now - expires + " s ago");
            }
        }
        if (now - created > setup.profile().maxAge().toSeconds()) {
            throw SignatureRefusedException.of(Reason.TOO_OLD, now - created + " s old");
        }
        if (created < start) {
            throw SignatureRefusedException.of(Reason.BEFORE_START, start - created + " s before the start");
        }
    }

    /** Step 5: a signature for another host proves nothing here. */
    private void requireAuthority(RequestView request) throws SignatureRefusedException {
        if (!setup.authorities().contains(request.authority())) {
            throw SignatureRefusedException.of(Reason.AUTHORITY, "authority is not listed");
        }
    }

    /** Step 5, the key: told only after step 7. */
    private @Nullable Reason unusable(KeyRing.@Nullable Entry entry, SignatureInput input, Instant now) {
        if (entry == null) {
            return Reason.KEY_UNKNOWN;
        }
        Instant created = Instant.ofEpochSecond(input.created().orElseThrow());
        if (!entry.validAt(now) || !validAround(entry, created)) {
            return Reason.KEY_VALIDITY;
        }
        if (!entry.tags().isEmpty() && !entry.tags().contains(input.tag().orElse(""))) {
            return Reason.TAG;
        }
        SignatureAlgorithm own = entry.key().algorithm();
        boolean agreed = setup.profile().allows(own)
                && input.alg().map(own.registeredName()::equals).orElse(true);
        return agreed ? null : Reason.ALG;
    }

    /** The key was valid at {@code created}, give or take the skew of clocks. */
    private boolean validAround(KeyRing.Entry entry, Instant created) {
        return entry.validAt(created)
                || entry.validAt(created.plus(setup.profile().futureSkew()))
                || entry.validAt(created.minus(setup.profile().futureSkew()));
    }

    /** Step 6. */
    private void requireDeclaredLength(RequestView request) throws SignatureRefusedException {
        if (request.body().declaredLength() > setup.body().most()) {
            throw SignatureRefusedException.of(Reason.BODY_LIMIT, request.body().declaredLength() + " bytes declared");
        }
    }

    /** Step 8 (RFC 9530 §2): content that no covered digest proves is refused, announced or not. */
    private void verifyBody(RequestView request, SignatureInput input, @Nullable ContentDigest digest)
            throws SignatureRefusedException, IOException {
        RunningDigest running = digest == null ? null : digest.running();
        long length = read(request, running == null ? (piece, offset, count) -> {} : running::update);
        if (digest != null && running != null) {
            digest.verify(running);
        }
        boolean proven = digest != null && input.covers("content-digest");
        if (length > 0 && !proven && setup.profile().requiresDigest()) {
            throw SignatureRefusedException.of(Reason.DIGEST_MISSING, length + " bytes without digest");
        }
    }

    /** Hashed while it is read, and kept for the application, which may then have to read a file. */
    private long read(RequestView request, BodyGuard hash) throws SignatureRefusedException, IOException {
        try {
            return request.body().read(setup.body().most(), setup.body().inMemory(), hash);
        } catch (BodyRejectedException rejected) {
            if (rejected.rejection().status() == Reason.BODY_LIMIT.answer().status()) {
                throw SignatureRefusedException.of(
                        Reason.BODY_LIMIT, "more than " + setup.body().most() + " bytes");
            }
            throw rejected;
        }
    }

    /** Step 9, last of all: only a proven message can use up a nonce. */
    private void claimNonce(Proof proof) throws SignatureRefusedException {
        Optional<String> nonce = proof.input().nonce();
        if (nonce.isEmpty()) {
            return;
        }
        Instant until = Instant.ofEpochSecond(proof.input().created().orElseThrow())
                .plus(setup.profile().maxAge())
                .plus(setup.profile().futureSkew());
        ReplayKey key = ReplayKey.of(Signatures.NAME, proof.entry().key().keyId(), nonce.get());
        Claim claim = replay.claim(key, proof.entry().caller(), until);
        switch (claim.outcome()) {
            case CLAIMED -> {}
            case SEEN -> throw SignatureRefusedException.of(Reason.REPLAY, note(proof.entry(), proof.input()));
            case FULL -> throw SignatureRefusedException.retry(Reason.STORE_FULL, claim.retryAfter());
            case QUOTA -> throw SignatureRefusedException.retry(Reason.QUOTA, claim.retryAfter());
            case PENDING, UNAVAILABLE ->
                throw SignatureRefusedException.retry(Reason.STORE_UNAVAILABLE, claim.retryAfter());
        }
    }
}
