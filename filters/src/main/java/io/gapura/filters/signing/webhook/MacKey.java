package io.gapura.filters.signing.webhook;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shared secret; {@link SecretKeySpec} clones on the way in and out. */
final class MacKey implements WebhookKey {
    private final String label;
    private final SecretKeySpec secret;

    MacKey(String label, String algorithm, byte[] secret) {
        this.label = label;
        this.secret = new SecretKeySpec(secret, algorithm);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Predicate<byte[]> of(List<ByteBuffer> message) {
        byte[] own = code(message);
        return signature -> MessageDigest.isEqual(own, signature);
    }

    /** The code of a message, for the sender's questions. */
    byte[] code(List<ByteBuffer> message) {
        try {
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            message.forEach(part -> mac.update(part.duplicate()));
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + secret.getAlgorithm(), missing);
        }
    }

    @Override
    public String toString() {
        return "MacKey[" + secret.getAlgorithm() + "]";
    }
}
