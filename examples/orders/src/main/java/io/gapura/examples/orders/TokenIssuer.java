package io.gapura.examples.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * The identity provider of the demo, in one file: it signs access tokens (RFC 9068) with an Ed25519 key that was made on
 * this machine at the first start. The server knows its public half alone. A real deployment has Keycloak or its like here,
 * and the server reads the keys from its URL.
 */
final class TokenIssuer {
    static final String NAME = "https://issuer.orders.example";
    static final String AUDIENCE = "orders";

    private static final String KEY_ID = "orders-issuer-1";
    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;

    private TokenIssuer(PrivateKey key) {
        this.key = key;
    }

    /** The issuer of this folder; its key, and the set that the server reads, are written when there are none yet. */
    static TokenIssuer in(DataFolder data) {
        String[] halves = DataFolder.readOrWrite(data.issuerKey(), TokenIssuer::freshPair)
                .strip()
                .split("\n", -1);
        String ignored = DataFolder.readOrWrite(data.issuerKeys(), () -> publicSet(halves[1]));
        try {
            byte[] secret = Base64.getUrlDecoder().decode(halves[0]);
            return new TokenIssuer(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime from 15 on has Ed25519", impossible);
        }
    }

    /** One that has a key of its own, which nobody trusts. */
    static TokenIssuer impostor() {
        return new TokenIssuer(pair().getPrivate());
    }

    /** A line with the private half, and one with the public. */
    private static String freshPair() {
        KeyPair pair = pair();
        byte[] info = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(info, info.length - PUBLIC_BYTES, info.length); // RFC 8410 §4
        return BASE64.encodeToString(pair.getPrivate().getEncoded()) + "\n" + BASE64.encodeToString(point) + "\n";
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime from 15 on has Ed25519", impossible);
        }
    }

    private static String publicSet(String point) {
        return """
                {
                  "keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "%s", "use": "sig", "alg": "Ed25519", "x": "%s"}]
                }
                """.formatted(KEY_ID, point);
    }

    /** A token that says this, signed. */
    String sign(Map<String, ?> claims) {
        try {
            String signed = part(Map.of("typ", "at+jwt", "alg", ALGORITHM, "kid", KEY_ID)) + "." + part(claims);
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException impossible) {
            throw new IllegalStateException("a token of texts and numbers can be signed", impossible);
        }
    }

    private static String part(Map<String, ?> members) throws JsonProcessingException {
        return BASE64.encodeToString(new ObjectMapper().writeValueAsBytes(members));
    }
}
