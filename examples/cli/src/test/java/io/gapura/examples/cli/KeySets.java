package io.gapura.examples.cli;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

/** JWK Sets with one fresh key {@code k1} of {@code orders}. */
final class KeySets {
    private KeySets() {}

    static String of(String algorithm) throws Exception {
        return "{\"keys\":[" + key(algorithm).toJSONString()
                + "],\"gapura\":{\"callers\":{\"k1\":{\"name\":\"orders\"}}}}";
    }

    private static JWK key(String algorithm) throws Exception {
        return switch (algorithm) {
            case "hmac-sha256" -> {
                byte[] secret = new byte[32];
                new SecureRandom().nextBytes(secret);
                yield new OctetSequenceKey.Builder(secret).keyID("k1").build();
            }
            case "ed25519" -> ed25519();
            case "ecdsa-p256-sha256" ->
                new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
            case "ecdsa-p384-sha384" ->
                new ECKeyGenerator(Curve.P_384).keyID("k1").generate();
            case "rsa-pss-sha512" -> rsa(JWSAlgorithm.PS512);
            case "rsa-v1_5-sha256" -> rsa(JWSAlgorithm.RS256);
            default -> throw new IllegalArgumentException(algorithm);
        };
    }

    private static JWK rsa(JWSAlgorithm algorithm) throws Exception {
        return new RSAKeyGenerator(2_048).keyID("k1").algorithm(algorithm).generate();
    }

    /** Nimbus needs Tink for this one. */
    private static JWK ed25519() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
        return new OctetKeyPair.Builder(Curve.Ed25519, x)
                .d(Base64URL.encode(d))
                .keyID("k1")
                .build();
    }
}
