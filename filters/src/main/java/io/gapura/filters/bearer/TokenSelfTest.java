package io.gapura.filters.bearer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Set;

/**
 * Tries what the Java runtime makes of each algorithm that an issuer signs by, before a token depends on it: a signature
 * verifies, one with a flipped bit does not, and neither does one of zeros (CVE-2022-21449, JDK 17 before 17.0.3). A fresh
 * RSA key is made once in the life of a process.
 */
final class TokenSelfTest {
    private static final byte[] MESSAGE = "gapura self-test".getBytes(StandardCharsets.US_ASCII);

    /** A fresh key that belongs to nobody, and what it made of the message. */
    private record Trial(TokenKey key, Base64URL signature) {}

    private TokenSelfTest() {}

    /** Nothing when all is well. */
    static void require(Set<TokenAlgorithm> algorithms) {
        for (TokenAlgorithm algorithm : algorithms) {
            requirePassed(algorithm);
        }
    }

    private static void requirePassed(TokenAlgorithm algorithm) {
        Trial trial;
        try {
            trial = trial(algorithm);
        } catch (JOSEException | GeneralSecurityException unavailable) {
            throw failed(algorithm, "cannot be used");
        }
        byte[] signature = trial.signature().decode();
        if (!verifies(trial.key(), algorithm, signature)) {
            throw failed(algorithm, "refuses a good signature");
        }
        signature[signature.length / 2] ^= 1;
        if (verifies(trial.key(), algorithm, signature)) {
            throw failed(algorithm, "accepts a signature with a flipped bit");
        }
        if (verifies(trial.key(), algorithm, new byte[signature.length])) {
            throw failed(algorithm, "accepts a signature of zeros (CVE-2022-21449)");
        }
    }

    private static boolean verifies(TokenKey key, TokenAlgorithm algorithm, byte[] signature) {
        return key.verifies(algorithm, MESSAGE, Base64URL.encode(signature).toString());
    }

    private static ConfigurationException failed(TokenAlgorithm algorithm, String how) {
        return ConfigurationException.of("the Java runtime fails the self-test of " + algorithm + ": it " + how
                + "; update it or use another algorithm");
    }

    private static Trial trial(TokenAlgorithm algorithm) throws JOSEException, GeneralSecurityException {
        return switch (algorithm.kind()) {
            case RSA -> rsa(algorithm);
            case P_256 -> curve(algorithm, Curve.P_256);
            case P_384 -> curve(algorithm, Curve.P_384);
            case P_521 -> curve(algorithm, Curve.P_521);
            case ED25519 -> edwards(algorithm);
            case SECRET -> secret(algorithm);
        };
    }

    private static Trial rsa(TokenAlgorithm algorithm) throws JOSEException, GeneralSecurityException {
        KeyPair pair = Rsa.PAIR;
        JWK half = new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build();
        return trial(algorithm, half, new RSASSASigner(pair.getPrivate()));
    }

    private static Trial curve(TokenAlgorithm algorithm, Curve curve) throws JOSEException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(curve.toECParameterSpec());
        KeyPair pair = generator.generateKeyPair();
        JWK half = new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).build();
        return trial(algorithm, half, new ECDSASigner((ECPrivateKey) pair.getPrivate()));
    }

    private static Trial secret(TokenAlgorithm algorithm) throws JOSEException, GeneralSecurityException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return trial(algorithm, new OctetSequenceKey.Builder(secret).build(), new MACSigner(secret));
    }

    private static Trial trial(TokenAlgorithm algorithm, JWK half, JWSSigner signer)
            throws JOSEException, GeneralSecurityException {
        return new Trial(
                TokenKey.of(half, algorithm.kind(), algorithm), signer.sign(TokenKey.header(algorithm), MESSAGE));
    }

    /** Without Nimbus, whose signer needs Tink. */
    private static Trial edwards(TokenAlgorithm algorithm) throws JOSEException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        byte[] encoded = pair.getPublic().getEncoded(); // RFC 8410 §4: the key is what it ends with
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        JWK half = new OctetKeyPair.Builder(Curve.Ed25519, x).build();
        return new Trial(TokenKey.of(half, algorithm.kind(), algorithm), Base64URL.encode(signer.sign()));
    }

    /** Made when first asked for, because it takes 0.1 s and more. */
    private static final class Rsa {
        private static final KeyPair PAIR = pair();

        private Rsa() {}

        private static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2_048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("this Java runtime cannot make RSA keys", missing);
            }
        }
    }
}
