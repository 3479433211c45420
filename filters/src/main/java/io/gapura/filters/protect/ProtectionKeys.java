package io.gapura.filters.protect;

import io.gapura.filters.config.Reference;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * The keys that values are sealed with: one that seals and opens, and older ones that only open until everything was
 * resealed. A JWK Set (RFC 7517) of 1 to 16 keys of {@code kty} {@code oct}, {@code alg} {@code A256KW} and 32 random
 * bytes; {@code key_ops} says which is which: {@code ["wrapKey","unwrapKey"]} stands at exactly one, {@code
 * ["unwrapKey"]} at all others. Whoever cannot be read that way is refused whole.
 *
 * <p>Has no text form, and messages name key ids alone. Immutable and thread-safe.
 *
 * <p>{@code gapura protection-key} makes such a file and takes it through a rotation.
 */
public final class ProtectionKeys {
    private final SecretSet set;

    private ProtectionKeys(SecretSet set) {
        this.set = set;
    }

    /**
     * Reads a set once.
     *
     * @throws io.gapura.filters.ConfigurationException that says what is wrong with it and where it stands
     */
    public static ProtectionKeys load(Reference source) {
        return new ProtectionKeys(SecretSet.load(source, SecretSet.Purpose.SEALING));
    }

    static ProtectionKeys parse(byte[] document) {
        return new ProtectionKeys(SecretSet.parse(document, SecretSet.Purpose.SEALING));
    }

    /** The id of the key that seals. */
    public String current() {
        return set.current();
    }

    /** The ids of all keys. */
    public Set<String> ids() {
        return set.ids();
    }

    Optional<SecretKey> find(String keyId) {
        return set.find(keyId);
    }

    SecretKey sealing() {
        return set.today();
    }

    @Override
    public String toString() {
        return "ProtectionKeys " + set;
    }
}
