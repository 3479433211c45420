package io.gapura.filters.protect;

import io.gapura.filters.config.Reference;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The keys of keyed hashes, such as the pepper of passwords: one that counts today, and older ones that what was stored
 * before is compared by. A JWK Set as {@link ProtectionKeys}, with {@code alg} {@code HS256} and {@code key_ops} of {@code
 * ["sign","verify"]} at exactly one and {@code ["verify"]} at all others.
 *
 * <p>Has no text form, and messages name key ids alone. Immutable and thread-safe.
 */
public final class HashKeys {
    private final SecretSet set;

    private HashKeys(SecretSet set) {
        this.set = set;
    }

    /**
     * Reads a set once.
     *
     * @throws io.gapura.filters.ConfigurationException that says what is wrong with it and where it stands
     */
    public static HashKeys load(Reference source) {
        return new HashKeys(SecretSet.load(source, SecretSet.Purpose.HASHING));
    }

    static HashKeys parse(byte[] document) {
        return new HashKeys(SecretSet.parse(document, SecretSet.Purpose.HASHING));
    }

    /** The id of the key of today. */
    public String current() {
        return set.current();
    }

    /** The ids of all keys. */
    public Set<String> ids() {
        return set.ids();
    }

    /** HMAC-SHA256 of the content by that key, 32 bytes; empty when it is not in the set. */
    public Optional<byte[]> mac(String keyId, byte[] content) {
        return set.find(keyId).map(key -> mac(key, content));
    }

    /** The same by the key of today. */
    public byte[] mac(byte[] content) {
        return mac(set.today(), content);
    }

    private static byte[] mac(SecretKey key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }

    @Override
    public String toString() {
        return "HashKeys " + set;
    }
}
