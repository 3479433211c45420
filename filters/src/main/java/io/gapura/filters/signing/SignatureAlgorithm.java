package io.gapura.filters.signing;

import java.util.Optional;

/** The algorithms that this library can use, by their names in RFC 9421 §3.3. The key has one; a message may confirm it. */
public enum SignatureAlgorithm {
    /** §3.3.3. Both sides hold the same secret. */
    HMAC_SHA256("hmac-sha256", "HmacSHA256", 32),
    /** §3.3.6. */
    ED25519("ed25519", "Ed25519", 64),
    /** §3.3.4. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "SHA256withECDSAinP1363Format", 64),
    /** §3.3.5. */
    ECDSA_P384_SHA384("ecdsa-p384-sha384", "SHA384withECDSAinP1363Format", 96),
    /** §3.3.1. */
    RSA_PSS_SHA512("rsa-pss-sha512", "RSASSA-PSS", RsaKey.LONGEST_MODULUS),
    /** §3.3.2. Only for peers that can do nothing else. */
    RSA_V1_5_SHA256("rsa-v1_5-sha256", "SHA256withRSA", RsaKey.LONGEST_MODULUS);

    private final String registered;
    private final String javaName;
    private final int longest;

    SignatureAlgorithm(String registered, String javaName, int longest) {
        this.registered = registered;
        this.javaName = javaName;
        this.longest = longest;
    }

    static Optional<SignatureAlgorithm> named(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.registered.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** As {@code alg} names it. */
    public String registeredName() {
        return registered;
    }

    String javaName() {
        return javaName;
    }

    /** The most bytes that a signature can have; a key says exactly how many its own have. */
    int longest() {
        return longest;
    }
}
