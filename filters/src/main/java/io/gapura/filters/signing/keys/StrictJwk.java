package io.gapura.filters.signing.keys;

import io.gapura.filters.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the members of one JWK before Nimbus sees it. Nimbus skips what is not of the alphabet of base64url, and so would
 * read a mistyped secret as another one.
 */
public final class StrictJwk {
    private static final Set<String> PRIVATE = Set.of("k", "d", "p", "q", "dp", "dq", "qi", "oth");
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "oct", List.of("k"), "OKP", List.of("crv", "x"), "EC", List.of("crv", "x", "y"), "RSA", List.of("n", "e"));
    private static final Set<String> NUMBERS = Set.of("k", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi");

    /** How many characters a coordinate and a private value have; a leading zero is not left out (RFC 7518 §6.2). */
    private static final Map<String, Integer> LENGTHS = Map.of("P-256", 43, "P-384", 64, "Ed25519", 43);

    private StrictJwk() {}

    /** Refuses what has not all the members of its type, in their one form. */
    public static void require(Object value) {
        if (!(value instanceof Map<?, ?> key) || !(key.get("kty") instanceof String kty)) {
            throw ConfigurationException.of("each key must be an object with a kty");
        }
        List<String> required = REQUIRED.get(kty);
        if (required == null || key.containsKey("oth")) {
            throw ConfigurationException.of("lists a key of a type that is not known");
        }
        for (String name : required) {
            if (!(key.get(name) instanceof String)) {
                throw ConfigurationException.of("each key of kty " + kty + " must have a member " + name);
            }
        }
        for (String name : NUMBERS) {
            requireBase64Url(key, name);
        }
        requireLengths(key);
        if (key.get("key_ops") instanceof List<?> operations
                && Set.copyOf(operations).size() != operations.size()) {
            throw ConfigurationException.of("the key_ops of a key must be different");
        }
    }

    private static void requireBase64Url(Map<?, ?> key, String name) {
        Object value = key.get(name);
        boolean good = value == null
                || value instanceof String text
                        && !text.isEmpty()
                        && text.length() % 4 != 1
                        && text.chars().allMatch(StrictJwk::isBase64Url);
        if (!good) {
            throw ConfigurationException.of("the member " + name + " of a key must be base64url without padding");
        }
    }

    private static boolean isBase64Url(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static void requireLengths(Map<?, ?> key) {
        Integer length = key.get("crv") instanceof String curve ? LENGTHS.get(curve) : null;
        for (String name : List.of("x", "y", "d")) {
            if (length != null && key.get(name) instanceof String text && text.length() != length) {
                throw ConfigurationException.of("the member " + name + " of a key must have " + length + " characters");
            }
        }
    }

    /** Refuses a secret where only public keys may be. */
    public static void requirePublic(Object value) {
        if (value instanceof Map<?, ?> key && PRIVATE.stream().anyMatch(key::containsKey)) {
            throw ConfigurationException.of("lists a secret or private key; only public keys may be fetched");
        }
    }
}
