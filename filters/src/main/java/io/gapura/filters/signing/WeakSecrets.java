package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;

/** Refuses secrets that anybody could guess: short, of one byte or a short pattern, or printed in a document. */
final class WeakSecrets {
    private static final int SHORTEST = 32;
    private static final int LONGEST_PATTERN = 8;

    /** SHA-256 of the secrets printed in RFC 9421 B.1.5, RFC 7515 A.1.1 and RFC 7520 §3.5, so that they stand nowhere. */
    private static final Set<String> PUBLISHED = Set.of(
            // RFC 9421 B.1.1 to B.1.4: the modulus, or the coordinate of the point
            "cf834b7fabd3bda8ad610095ec92aa1e8e50309f960cf836e20085a84b12f14d",
            "dbb5368a76b3eacaf95f128f7b3a8cc620adb2e205dd195f0e00b0586cde5c08",
            "3efa38def2c548c099fedf0834c57431cf666351e404f950f6aea700659d6c1a",
            "d6ada48c430190756ad39b8d310a718f4dd101a89b0f9acf4ca904454ec47086",
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
        refusePublished(keyId, secret);
    }

    /**
     * Refuses a public key whose private half stands in a document.
     *
     * @param number what names the key: the modulus, or the coordinate of the point
     */
    static void refusePublished(String keyId, BigInteger number) {
        refusePublished(keyId, number.toByteArray());
    }

    private static void refusePublished(String keyId, byte[] key) {
        byte[] digest = ContentDigest.Algorithm.SHA_256.of(ByteBuffer.wrap(key));
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
