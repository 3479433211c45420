package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;

/** Refuses secrets that anybody could guess: short, of one byte or a short pattern, or printed in a document. */
final class WeakSecrets {
    private static final int SHORTEST = 32;
    private static final int LONGEST_PATTERN = 8;

    /** SHA-256 of the secrets printed in RFC 9421 B.1.5, RFC 7515 A.1.1 and RFC 7520 §3.5, so that they stand nowhere. */
    private static final Set<String> PUBLISHED = Set.of(
            "57ca14d520f889be5bc6d9313b442f62a4a71d63fceac507c914683a8944b4a0",
            "c8ecc9361a05e285f04c26f9572131a6deab07e9e2b865053c6f75a4d8bd2b32",
            "df4db48ff6a9810f274ad4697a246f1cc5ca00f8ba81695947c69659da140392");

    private WeakSecrets() {}

    static void refuse(String keyId, byte[] secret) {
        if (secret.length < SHORTEST) {
            throw ConfigurationException.of("the key " + keyId + " must have at least " + SHORTEST + " bytes");
        }
        for (int period = 1; period <= LONGEST_PATTERN; period++) {
            if (repeats(secret, period)) {
                throw ConfigurationException.of("the key " + keyId + " is a repeated pattern; make a random one");
            }
        }
        byte[] digest = ContentDigest.Algorithm.SHA_256.of(ByteBuffer.wrap(secret));
        if (PUBLISHED.contains(HexFormat.of().formatHex(digest))) {
            throw ConfigurationException.of("the key " + keyId + " is printed in an RFC; make a random one");
        }
    }

    private static boolean repeats(byte[] secret, int period) {
        for (int i = period; i < secret.length; i++) {
            if (secret[i] != secret[i - period]) {
                return false;
            }
        }
        return true;
    }
}
