package io.gapura.filters.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verification cost what the message suggests, whether the key is known or not: {@code alg}, or the length of the
 * signature, decides which kind of key does the work. A key of the ring does it only when it is of that kind; otherwise
 * a random one does, and the answer is no. So time tells nobody which key ids exist.
 *
 * <p>Made once per policy. Bounded: one key an algorithm, and for RSA one a length of modulus, 769 at most. Thread-safe.
 */
final class DummyKeys {
    private static final int SHORTEST_MODULUS = 256;

    private final Set<SignatureAlgorithm> allowed;
    private final Map<SignatureAlgorithm, SigningKey> keys = new EnumMap<>(SignatureAlgorithm.class);
    private final Map<Integer, SigningKey> moduli = new ConcurrentHashMap<>();
    private final SigningKey mixer;
    private final FreshKeys fresh;

    DummyKeys(Set<SignatureAlgorithm> allowed, SecureRandom random) {
        this.allowed = EnumSet.copyOf(allowed);
        this.fresh = new FreshKeys(random);
        this.mixer = fresh.of(SignatureAlgorithm.HMAC_SHA256);
        for (SignatureAlgorithm algorithm : allowed) {
            if (!isRsa(algorithm)) {
                keys.put(algorithm, fresh.of(algorithm));
            }
        }
    }

    /**
     * Whether the key made the signature (RFC 9421 §3.2).
     *
     * @param key null when there is none that may be used
     * @param keyId as the message gives it
     * @param alg as the message gives it
     * @param length how many bytes of the array are the base
     */
    boolean verifies(
            @Nullable SigningKey key,
            String keyId,
            Optional<SignatureAlgorithm> alg,
            byte[] base,
            int length,
            byte[] signature) {
        if (key != null && fits(key.algorithm(), alg) && key.signatureLength() == signature.length) {
            return key.verifies(base, length, signature);
        }
        SigningKey dummy = suggested(keyId, alg, signature.length);
        if (dummy != null) {
            dummy.verifies(base, length, signature);
        }
        return false;
    }

    private boolean fits(SignatureAlgorithm algorithm, Optional<SignatureAlgorithm> alg) {
        return allowed.contains(algorithm) && (alg.isEmpty() || alg.get() == algorithm);
    }

    /** Of the kinds with signatures of that length one, always the same for a key id, and nobody can tell which. */
    private @Nullable SigningKey suggested(String keyId, Optional<SignatureAlgorithm> alg, int length) {
        List<SignatureAlgorithm> kinds = new ArrayList<>(3);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (fits(algorithm, alg) && canHave(algorithm, length)) {
                kinds.add(algorithm);
            }
        }
        if (kinds.isEmpty()) {
            return null;
        }
        SignatureAlgorithm kind = kinds.size() == 1 ? kinds.get(0) : kinds.get(choice(keyId, kinds.size()));
        return isRsa(kind) ? moduli.computeIfAbsent(length, size -> fresh.ofModulus(kind, size)) : keys.get(kind);
    }

    private static boolean canHave(SignatureAlgorithm algorithm, int length) {
        return isRsa(algorithm)
                ? length >= SHORTEST_MODULUS && length <= algorithm.longest()
                : length == algorithm.longest();
    }

    private static boolean isRsa(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.RSA_PSS_SHA512 || algorithm == SignatureAlgorithm.RSA_V1_5_SHA256;
    }

    private int choice(String keyId, int kinds) {
        byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
        return (mixer.sign(id, id.length)[0] & 0xFF) % kinds;
    }
}
