package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Tries what the Java runtime makes of each algorithm that keys are for, before a message depends on it: a signature
 * verifies, one with a flipped bit does not, and neither does one of zeros (CVE-2022-21449, JDK 17 before 17.0.3).
 */
final class AlgorithmSelfTest {
    private static final byte[] MESSAGE = "gapura self-test".getBytes(StandardCharsets.US_ASCII);

    private AlgorithmSelfTest() {}

    /** Nothing when all is well. Fresh RSA keys are made once in the life of a process. */
    static void require(Set<SignatureAlgorithm> algorithms) {
        for (SignatureAlgorithm algorithm : algorithms) {
            try {
                require(algorithm, key(algorithm));
            } catch (IllegalStateException unavailable) {
                throw failed(algorithm, "cannot be used");
            }
        }
    }

    private static void require(SignatureAlgorithm algorithm, SigningKey key) {
        byte[] signature = key.sign(MESSAGE);
        if (!key.verifies(MESSAGE, signature)) {
            throw failed(algorithm, "refuses a good signature");
        }
        signature[signature.length / 2] ^= 1;
        if (key.verifies(MESSAGE, signature)) {
            throw failed(algorithm, "accepts a signature with a flipped bit");
        }
        if (key.verifies(MESSAGE, new byte[signature.length])) {
            throw failed(algorithm, "accepts a signature of zeros (CVE-2022-21449)");
        }
    }

    private static ConfigurationException failed(SignatureAlgorithm algorithm, String how) {
        return ConfigurationException.of("the Java runtime fails the self-test of " + algorithm.registeredName()
                + ": it " + how + "; update it or use another algorithm");
    }

    private static SigningKey key(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_PSS_SHA512 -> Rsa.PSS;
            case RSA_V1_5_SHA256 -> Rsa.PKCS1;
            default -> new FreshKeys(new SecureRandom()).of(algorithm);
        };
    }

    /** Made when first asked for. */
    private static final class Rsa {
        private static final SigningKey PSS = new FreshKeys(new SecureRandom()).of(SignatureAlgorithm.RSA_PSS_SHA512);
        private static final SigningKey PKCS1 =
                new FreshKeys(new SecureRandom()).of(SignatureAlgorithm.RSA_V1_5_SHA256);

        private Rsa() {}
    }
}
