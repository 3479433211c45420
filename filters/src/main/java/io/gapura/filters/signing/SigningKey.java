package io.gapura.filters.signing;

import io.gapura.filters.signing.keys.WeakSecrets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs or proves messages, with its id and its one algorithm. It gives nothing of its secret away: no text
 * form, no comparison, no encoding; {@link #toString} names the id alone.
 *
 * <p>One type per family of algorithms. A key pair signs and proves, a public key alone proves, a private key alone
 * signs. Every factory takes an id of 1 to 128 visible ASCII characters, and throws
 * {@link io.gapura.filters.ConfigurationException} for a key that is weak, printed in an RFC, of another kind than the
 * algorithm's, or a pair whose halves do not belong together. Immutable and thread-safe.
 */
public abstract sealed class SigningKey permits HmacKey, AsymmetricKey {
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
     */
    public static SigningKey hmac(String keyId, byte[] secret) {
        HmacKey key = new HmacKey(keyId, secret);
        WeakSecrets.refuse(keyId, secret);
        return key;
    }

    /** For {@code ed25519}: signs and proves. */
    public static SigningKey ed25519(String keyId, KeyPair pair) {
        return checked(new EdDsaKey(keyId, pair.getPublic(), pair.getPrivate()));
    }

    /** For {@code ed25519}: proves. */
    public static SigningKey ed25519(String keyId, PublicKey key) {
        return checked(new EdDsaKey(keyId, key, null));
    }

    /** For {@code ed25519}: signs. */
    public static SigningKey ed25519(String keyId, PrivateKey key) {
        return checked(new EdDsaKey(keyId, null, key));
    }

    /** For {@code ecdsa-p256-sha256}: signs and proves. */
    public static SigningKey ecdsaP256(String keyId, KeyPair pair) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P256_SHA256, pair.getPublic(), pair.getPrivate());
    }

    /** For {@code ecdsa-p256-sha256}: proves. */
    public static SigningKey ecdsaP256(String keyId, PublicKey key) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P256_SHA256, key, null);
    }

    /** For {@code ecdsa-p256-sha256}: signs. */
    public static SigningKey ecdsaP256(String keyId, PrivateKey key) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P256_SHA256, null, key);
    }

    /** For {@code ecdsa-p384-sha384}: signs and proves. */
    public static SigningKey ecdsaP384(String keyId, KeyPair pair) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P384_SHA384, pair.getPublic(), pair.getPrivate());
    }

    /** For {@code ecdsa-p384-sha384}: proves. */
    public static SigningKey ecdsaP384(String keyId, PublicKey key) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P384_SHA384, key, null);
    }

    /** For {@code ecdsa-p384-sha384}: signs. */
    public static SigningKey ecdsaP384(String keyId, PrivateKey key) {
        return ecdsa(keyId, SignatureAlgorithm.ECDSA_P384_SHA384, null, key);
    }

    /** For {@code rsa-pss-sha512}, 2048 to 8192 bits: signs and proves. */
    public static SigningKey rsaPss(String keyId, KeyPair pair) {
        return rsa(keyId, SignatureAlgorithm.RSA_PSS_SHA512, pair.getPublic(), pair.getPrivate());
    }

    /** For {@code rsa-pss-sha512}, 2048 to 8192 bits: proves. */
    public static SigningKey rsaPss(String keyId, PublicKey key) {
        return rsa(keyId, SignatureAlgorithm.RSA_PSS_SHA512, key, null);
    }

    /** For {@code rsa-pss-sha512}, 2048 to 8192 bits: signs. */
    public static SigningKey rsaPss(String keyId, PrivateKey key) {
        return rsa(keyId, SignatureAlgorithm.RSA_PSS_SHA512, null, key);
    }

    /** For {@code rsa-v1_5-sha256}, 2048 to 8192 bits, with peers that cannot do better: signs and proves. */
    public static SigningKey rsaPkcs1(String keyId, KeyPair pair) {
        return rsa(keyId, SignatureAlgorithm.RSA_V1_5_SHA256, pair.getPublic(), pair.getPrivate());
    }

    /** For {@code rsa-v1_5-sha256}, 2048 to 8192 bits, with peers that cannot do better: proves. */
    public static SigningKey rsaPkcs1(String keyId, PublicKey key) {
        return rsa(keyId, SignatureAlgorithm.RSA_V1_5_SHA256, key, null);
    }

    /** For {@code rsa-v1_5-sha256}, 2048 to 8192 bits, with peers that cannot do better: signs. */
    public static SigningKey rsaPkcs1(String keyId, PrivateKey key) {
        return rsa(keyId, SignatureAlgorithm.RSA_V1_5_SHA256, null, key);
    }

    /** For an algorithm with two halves, as a key file names it; at least one half must be there. */
    static SigningKey of(
            String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        return switch (algorithm) {
            case HMAC_SHA256 -> throw new IllegalArgumentException("a shared secret has no halves");
            case ED25519 -> checked(new EdDsaKey(keyId, proves, signs));
            case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> ecdsa(keyId, algorithm, proves, signs);
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> rsa(keyId, algorithm, proves, signs);
        };
    }

    private static SigningKey ecdsa(
            String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        return checked(new EcdsaKey(keyId, algorithm, proves, signs));
    }

    private static SigningKey rsa(
            String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        return checked(new RsaKey(keyId, algorithm, proves, signs));
    }

    private static SigningKey checked(AsymmetricKey key) {
        key.requireStrong();
        key.requirePair();
        return key;
    }

    /** What {@code keyid} says. */
    public final String keyId() {
        return keyId;
    }

    public final SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether it can make signatures; a public key alone cannot. */
    public abstract boolean canSign();

    /** Whether it can prove signatures; a private key alone cannot. */
    abstract boolean canVerify();

    /** How many bytes its signatures have, no more and no less. */
    abstract int signatureLength();

    /**
     * The signature of a base (RFC 9421 §3.1).
     *
     * @param length how many bytes of the array are the base
     * @throws IllegalStateException for a key that cannot sign
     */
    abstract byte[] sign(byte[] base, int length);

    final byte[] sign(byte[] base) {
        return sign(base, base.length);
    }

    /**
     * Whether the signature is that of the base (RFC 9421 §3.2), in constant time for secrets. The length is checked
     * first, and whatever a provider throws means that it is not.
     *
     * @param length how many bytes of the array are the base
     */
    abstract boolean verifies(byte[] base, int length, byte[] signature);

    final boolean verifies(byte[] base, byte[] signature) {
        return verifies(base, base.length, signature);
    }

    @Override
    public final String toString() {
        return "SigningKey[" + keyId + ", " + algorithm.registeredName() + "]";
    }
}
