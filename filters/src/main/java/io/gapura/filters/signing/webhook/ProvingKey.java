package io.gapura.filters.signing.webhook;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.function.Predicate;

/** The public key of a sender. */
final class ProvingKey implements WebhookKey {
    /** Anything the provider of the platform makes of a wrong signature is a wrong signature. */
    private static final int ED25519_LENGTH = 64;

    /** DER of two integers of 33 bytes at most. */
    private static final int LONGEST_ECDSA = 72;

    private final String label;
    private final String algorithm;
    private final PublicKey key;

    ProvingKey(String label, String algorithm, PublicKey key) {
        this.label = label;
        this.algorithm = algorithm;
        this.key = key;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Predicate<byte[]> of(List<ByteBuffer> message) {
        return signature -> hasLength(signature) && verifies(message, signature);
    }

    /** JDK 17 takes an Ed25519 signature with a zero byte behind it (JDK-8285389). */
    private boolean hasLength(byte[] signature) {
        return algorithm.equals("Ed25519") ? signature.length == ED25519_LENGTH : signature.length <= LONGEST_ECDSA;
    }

    private boolean verifies(List<ByteBuffer> message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            for (ByteBuffer part : message) {
                verifier.update(part.duplicate());
            }
            return verifier.verify(signature);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has " + algorithm, missing);
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ProvingKey[" + algorithm + "]";
    }
}
