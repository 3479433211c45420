package io.gapura.filters.signing;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** The test keys of RFC 9421 B.1, made below the factories, which refuse them. */
final class PublishedKeys {
    private PublishedKeys() {}

    /** The key of a vector, public and private half. */
    static SigningKey of(Map<String, Object> vector) throws Exception {
        Map<String, Object> file = Vectors.map(Vectors.read("rfc9421-vectors.json"));
        String keyId = Vectors.text(vector, "keyid");
        Map<String, Object> key = Vectors.map(Vectors.map(file.get("keys")).get(keyId));
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.named(Vectors.text(vector, "alg")).orElseThrow();
        return switch (algorithm) {
            case HMAC_SHA256 -> new HmacKey(keyId, VectorsTest.publishedSecret(file));
            case ED25519 -> new EdDsaKey(keyId, publicKey("Ed25519", key), privateKey("Ed25519", key));
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384 ->
                new EcdsaKey(keyId, algorithm, publicKey("EC", key), privateKey("EC", key));
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> new RsaKey(keyId, algorithm, rsaKey(key), null);
        };
    }

    static boolean verifies(Map<String, Object> vector, byte[] base, byte[] signature) throws Exception {
        return of(vector).verifies(base, signature);
    }

    static PublicKey rsaKey(Map<String, Object> key) throws Exception {
        Map<String, Object> jwk = Vectors.map(key.get("jwk"));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
    }

    private static BigInteger number(Map<String, Object> jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(Vectors.text(jwk, name)));
    }

    static PublicKey publicKey(String family, Map<String, Object> key) throws Exception {
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der(key, "publicPem")));
    }

    private static PrivateKey privateKey(String family, Map<String, Object> key) throws Exception {
        String pem = Vectors.text(key, "privatePem");
        return pem.contains("BEGIN PRIVATE KEY")
                ? KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(der(key, "privatePem")))
                : null;
    }

    private static byte[] der(Map<String, Object> key, String name) {
        return Base64.getMimeDecoder().decode(Vectors.text(key, name).replaceAll("-----[A-Z0-9 ]+-----", ""));
    }
}
