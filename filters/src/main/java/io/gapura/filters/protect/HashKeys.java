package io.gapura.filters.protect;

import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Reread;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

    /**
     * Looks at a set again every 30 seconds; what is broken then leaves the last good one.
     *
     * @throws io.gapura.filters.ConfigurationException when the first reading fails
     */
    public static Supplier<HashKeys> reading(Reference source) {
        return reading(source, InstantSource.system());
    }

    static Supplier<HashKeys> reading(Reference source, InstantSource clock) {
        return Reread.of("the hash keys", source, SecretSet.MOST_BYTES, HashKeys::parse, clock)::get;
    }

    /** One key that stands nowhere else, so that it ends with who holds it. */
    public static HashKeys random(String keyId, SecureRandom random) {
        return new HashKeys(SecretSet.random(keyId, random, SecretSet.Purpose.HASHING));
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
