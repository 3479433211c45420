package io.gapura.filters.signing;

/**
 * A key that signs or proves messages, with its id and its one algorithm. It gives nothing of its secret away: no text
 * form, no comparison, no encoding; {@link #toString} names the id alone.
 *
 * <p>One type per family of algorithms. Immutable and thread-safe.
 */
public abstract sealed class SigningKey permits HmacKey {
    private final String keyId;
    private final SignatureAlgorithm algorithm;

    SigningKey(String keyId, SignatureAlgorithm algorithm) {
        if (keyId.isEmpty() || keyId.length() > 128 || !FieldCharacters.isVisible(keyId)) {
            throw new IllegalArgumentException("a key id must be 1 to 128 visible ASCII characters");
        }
        this.keyId = keyId;
        this.algorithm = algorithm;
    }

    /**
     * A shared secret for {@code hmac-sha256}. The array is copied: its owner may wipe it.
     *
     * @param secret at least 32 bytes; refused when it is all alike, a short pattern, or printed in an RFC
     * @throws io.gapura.filters.ConfigurationException for a weak or published secret
     */
    public static SigningKey hmac(String keyId, byte[] secret) {
        HmacKey key = new HmacKey(keyId, secret);
        WeakSecrets.refuse(keyId, secret);
        return key;
    }

    /** What {@code keyid} says. */
    public String keyId() {
        return keyId;
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The signature of a base (RFC 9421 §3.1). */
    abstract byte[] sign(byte[] base);

    /** Whether the signature is that of the base (RFC 9421 §3.2), in constant time; the length is checked first. */
    abstract boolean verifies(byte[] base, byte[] signature);

    @Override
    public final String toString() {
        return "SigningKey[" + keyId + ", " + algorithm.registeredName() + "]";
    }
}
