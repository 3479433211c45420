package io.gapura.filters.signing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a signature of ours says of itself (RFC 9421 §2.3), anew for each: when it was made, until when it counts, by which
 * key, with which nonce, what for. Immutable and thread-safe.
 */
record SigningParameters(SigningKey key, SignatureProfile profile, InstantSource clock, SecureRandom random) {
    private static final int NONCE_BYTES = 16;

    /** In the order in which they are written. */
    Map<String, BareItem> of(String method, SigningPlan plan) {
        Optional<AcceptSignature.Wish> wish = Optional.ofNullable(plan.wish());
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        long created = clock.instant().getEpochSecond();
        parameters.put("created", new BareItem.Int(created));
        Duration life = life(plan, wish);
        if (life != null) {
            parameters.put("expires", new BareItem.Int(created + life.toSeconds()));
        }
        parameters.put("keyid", new BareItem.Str(key.keyId()));
        wish.flatMap(AcceptSignature.Wish::alg).ifPresent(alg -> parameters.put("alg", new BareItem.Str(alg)));
        Optional<String> nonce = wish.flatMap(AcceptSignature.Wish::nonce);
        if (nonce.isPresent() || profile.requiresNonce(method)) {
            parameters.put("nonce", new BareItem.Str(nonce.orElseGet(this::freshNonce)));
        }
        wish.flatMap(AcceptSignature.Wish::tag)
                .or(profile::tag)
                .ifPresent(tag -> parameters.put("tag", new BareItem.Str(tag)));
        return parameters;
    }

    /** As the application says, else as the profile demands, else as long as the profile would take it anyway. */
    private @Nullable Duration life(SigningPlan plan, Optional<AcceptSignature.Wish> wish) {
        Duration named = plan.lifetime() != null ? plan.lifetime() : profile.lifetime();
        return named == null && wish.isPresent() && wish.get().expires() ? profile.maxAge() : named;
    }

    private String freshNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** Whether our key and profile can give all that is asked for. */
    boolean grants(AcceptSignature.Wish wish) {
        boolean tag =
                wish.tag().isEmpty() || profile.tag().isEmpty() || profile.tag().equals(wish.tag());
        boolean alg = wish.alg().isEmpty()
                || profile.data().parameters().alg()
                        && wish.alg().get().equals(key.algorithm().registeredName());
        return tag && alg && (wish.keyId().isEmpty() || wish.keyId().get().equals(key.keyId()));
    }
}
