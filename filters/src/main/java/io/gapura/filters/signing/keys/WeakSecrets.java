package io.gapura.filters.signing.keys;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import java.math.BigInteger;
import java.util.Set;

/** Refuses secrets that anybody could guess: short, of one byte or a short pattern; and any key that is printed in an RFC. */
public final class WeakSecrets {
    private static final int SHORTEST = 32;
    private static final int LONGEST_PATTERN = 8;

    /** SHA-256 of the keys printed in documents, so that they stand nowhere: secrets, moduli, coordinates of points. */
    private static final Set<String> PUBLISHED = Set.of(
            // RFC 9421 B.1.1 to B.1.5
            "cf834b7fabd3bda8ad610095ec92aa1e8e50309f960cf836e20085a84b12f14d",
            "dbb5368a76b3eacaf95f128f7b3a8cc620adb2e205dd195f0e00b0586cde5c08",
            "3efa38def2c548c099fedf0834c57431cf666351e404f950f6aea700659d6c1a",
            "d6ada48c430190756ad39b8d310a718f4dd101a89b0f9acf4ca904454ec47086",
            "57ca14d520f889be5bc6d9313b442f62a4a71d63fceac507c914683a8944b4a0",
            // RFC 7515 A.1 to A.3
            "c8ecc9361a05e285f04c26f9572131a6deab07e9e2b865053c6f75a4d8bd2b32",
            "83023afbd1c0266683ac5cb6d6df685eb02a2de914c826117560120fe03f5cc8",
            "c4a8d76ecf5f712a6f98052d967a155f92e22a4151e176700b2d8077987967ab",
            // RFC 7517 A (EC, RSA), B, C
            "fa0823c601e01670320f579ad4c5c453d77b6ca8d7bb6f2640abb11223a33580",
            "a49d06e0d5727c31fd787562d6a8d51e42a232cefb2a664fff71375d408bebeb",
            "9ac0181d94deb934e7bdcb0587ca01685247318370c5a5f4c5c75afd0fbeece9",
            "b49ae07417a7b509aefde5b8b85ac83ed601b4949eb069ac004164aa87683863",
            // RFC 7518 C
            "b9adbf5e27f8be71c726630a3deb4095124b8227f5d3d128dfeaf6910f4434bc",
            "26449f2bfac6a363090b5606c7d3cb93e826605c3dc5e2af9e6eb71e8b94060e",
            // RFC 7520 3.3, 3.5
            "38375cbcae76f286b6518dbafef3151f4489d3deaf02b75734ad9e45506bff5e",
            "df4db48ff6a9810f274ad4697a246f1cc5ca00f8ba81695947c69659da140392",
            // RFC 8037 A
            "a25dbf73ac4d24128a6c258bcbe7aa246a22b9106db47c0d32921c75a08d82cc");

    private WeakSecrets() {}

    /** Refuses a shared secret. */
    public static void refuse(String keyId, byte[] secret) {
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
    public static void refusePublished(String keyId, BigInteger number) {
        refusePublished(keyId, number.toByteArray());
    }

    private static void refusePublished(String keyId, byte[] key) {
        if (PUBLISHED.contains(ContentHash.of(key).hex())) {
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
