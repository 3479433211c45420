package io.gapura.filters.signing;

import java.util.Optional;

/** The algorithms that this library can use, by their names in RFC 9421 §3.3. The key has one; a message may confirm it. */
public enum SignatureAlgorithm {
    /** §3.3.3. Both sides hold the same secret. */
    HMAC_SHA256("hmac-sha256", "HmacSHA256", 32);

    private final String registered;
    private final String javaName;
    private final int length;

    SignatureAlgorithm(String registered, String javaName, int length) {
        this.registered = registered;
        this.javaName = javaName;
        this.length = length;
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

    /** How many bytes a signature has. */
    int length() {
        return length;
    }
}
