package io.gapura.filters.signing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared secret (RFC 9421 §3.3.3).
 *
 * <p>Held as {@link SecretKeySpec}, which clones on the way in and out: {@code Mac.init} of the JDK wipes the array that
 * a key returned, and a key that returned its own would be all zero from then on, for anybody to sign with.
 */
final class HmacKey extends SigningKey {
    private final Mac prototype;
    private final SecretKeySpec secret;

    /** Checks nothing but the form of the id; {@link SigningKey#hmac} is the gate. Test vectors use short secrets. */
    HmacKey(String keyId, byte[] secret) {
        super(keyId, SignatureAlgorithm.HMAC_SHA256);
        this.secret = new SecretKeySpec(secret, algorithm().javaName());
        this.prototype = initialised();
    }

    private Mac initialised() {
        try {
            Mac mac = Mac.getInstance(algorithm().javaName());
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }

    /** A copy of the initialised one costs half of a new one; a provider without copies gets a new one. */
    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException cannotCopy) {
            return initialised();
        }
    }

    @Override
    public boolean canSign() {
        return true;
    }

    @Override
    boolean canVerify() {
        return true;
    }

    @Override
    int signatureLength() {
        return algorithm().longest();
    }

    @Override
    byte[] sign(byte[] base, int length) {
        Mac mac = mac();
        mac.update(base, 0, length);
        return mac.doFinal();
    }

    @Override
    boolean verifies(byte[] base, int length, byte[] signature) {
        return signature.length == signatureLength() && MessageDigest.isEqual(sign(base, length), signature);
    }
}
