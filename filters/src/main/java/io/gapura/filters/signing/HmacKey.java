package io.gapura.filters.signing;

import io.gapura.filters.lent.Pool;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared secret (RFC 9421 §3.3.3).
 *
 * <p>Held as {@link SecretKeySpec}, which clones on the way in and out: {@code Mac.init} of the JDK wipes the array that
 * a key returned, and a key that returned its own would be all zero from then on, for anybody to sign with. Initialised
 * ones are lent, because making one costs as much as a short message.
 */
final class HmacKey extends SigningKey {
    private final SecretKeySpec secret;
    private final Pool<Mac> macs = new Pool<>(this::initialised);

    /** Checks nothing but the form of the id; {@link SigningKey#hmac} is the gate. Test vectors use short secrets. */
    HmacKey(String keyId, byte[] secret) {
        super(keyId, SignatureAlgorithm.HMAC_SHA256);
        this.secret = new SecretKeySpec(secret, algorithm().javaName());
        macs.give(initialised()); // a runtime without the algorithm fails now
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

    /** What ends a message begins the next one: {@code doFinal} leaves the Mac as {@code init} did. */
    @Override
    byte[] sign(byte[] base, int length) {
        Mac mac = macs.take();
        mac.update(base, 0, length);
        byte[] signature = mac.doFinal();
        macs.give(mac);
        return signature;
    }

    @Override
    boolean verifies(byte[] base, int length, byte[] signature) {
        return signature.length == signatureLength() && ConstantTime.same(sign(base, length), signature);
    }
}
