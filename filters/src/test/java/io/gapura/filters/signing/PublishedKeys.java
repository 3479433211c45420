package io.gapura.filters.signing;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** The test keys of RFC 9421, used through the JDK below the key ring, which refuses them. */
final class PublishedKeys {
    private PublishedKeys() {}

    static boolean verifies(Map<String, Object> vector, byte[] base, byte[] signature) throws Exception {
        Map<String, Object> file = Vectors.map(Vectors.read("rfc9421-vectors.json"));
        Map<String, Object> key = Vectors.map(Vectors.map(file.get("keys")).get(Vectors.text(vector, "keyid")));
        return switch (Vectors.text(vector, "alg")) {
            case "hmac-sha256" -> new HmacKey("k", VectorsTest.publishedSecret(file)).verifies(base, signature);
            case "ed25519" -> verifies("Ed25519", publicKey("Ed25519", key), base, signature);
            case "ecdsa-p256-sha256" -> verifies("SHA256withECDSAinP1363Format", publicKey("EC", key), base, signature);
            case "rsa-v1_5-sha256" -> verifies("SHA256withRSA", rsaKey(key), base, signature);
            default -> verifies("RSASSA-PSS", rsaKey(key), base, signature);
        };
    }

    private static PublicKey rsaKey(Map<String, Object> key) throws Exception {
        Map<String, Object> jwk = Vectors.map(key.get("jwk"));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
    }

    private static BigInteger number(Map<String, Object> jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(Vectors.text(jwk, name)));
    }

    private static PublicKey publicKey(String family, Map<String, Object> key) throws Exception {
        String pem = Vectors.text(key, "publicPem").replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(pem);
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der));
    }

    private static boolean verifies(String algorithm, PublicKey key, byte[] base, byte[] value) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        }
        signature.initVerify(key);
        signature.update(base);
        return signature.verify(value);
    }
}
