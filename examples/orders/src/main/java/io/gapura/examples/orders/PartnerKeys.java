package io.gapura.examples.orders;

/**
 * The key that a partner signs with, as a JWK Set; made at the first start. A real deployment gets the partner's public
 * key, or agrees on an HMAC key over another channel.
 */
final class PartnerKeys {
    static final String CALLER = "orders-partner";
    static final String KEY_ID = "orders-partner-1";

    private PartnerKeys() {}

    /** Writes the set when there is none yet. */
    static void makeIfAbsent(DataFolder data) {
        String ignored = DataFolder.readOrWrite(data.partnerKeys(), PartnerKeys::freshSet);
    }

    /** 256 random bits for HMAC-SHA-256; {@code gapura.callers} says whose key it is. */
    private static String freshSet() {
        return """
                {
                  "keys": [{"kty": "oct", "kid": "%s", "use": "sig", "alg": "HS256", "k": "%s"}],
                  "gapura": {"callers": {"%s": {"name": "%s"}}}
                }
                """.formatted(KEY_ID, Secrets.random(), KEY_ID, CALLER);
    }
}
