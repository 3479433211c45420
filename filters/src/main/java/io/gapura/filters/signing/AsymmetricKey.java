package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A key pair, or one half of it; what the three families share.
 *
 * <p>The length is checked before the provider sees a signature: JDK 17 accepts one for Ed25519 with a zero byte appended
 * (JDK-8285389), and providers differ on a short {@code r‖s}.
 */
abstract sealed class AsymmetricKey extends SigningKey permits EdDsaKey, EcdsaKey, RsaKey {
    private static final byte[] PROBE = "gapura".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable PublicKey proves;
    private final @Nullable PrivateKey signs;

    AsymmetricKey(String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        super(keyId, algorithm);
        if (proves == null && signs == null) {
            throw refused("has neither half");
        }
        this.proves = proves;
        this.signs = signs;
    }

    /** The half that says most in the open: kind, curve and modulus are read from it. */
    static Key known(@Nullable PublicKey proves, @Nullable PrivateKey signs) {
        if (proves != null) {
            return proves;
        }
        if (signs != null) {
            return signs;
        }
        throw new IllegalArgumentException("a key must have at least one half");
    }

    final @Nullable PublicKey proves() {
        return proves;
    }

    final ConfigurationException refused(String why) {
        return ConfigurationException.of("the key " + keyId() + " " + why);
    }

    /** Refuses what anybody could sign for, or what stands in a document. */
    abstract void requireStrong();

    /** Refuses two halves of different pairs: the signer would find out only from its peers. */
    final void requirePair() {
        if (canSign() && canVerify() && !verifies(PROBE, sign(PROBE))) {
            throw refused("has a public and a private half that do not belong together");
        }
    }

    /** A new one, for one signature or one verification. */
    Signature engine() throws GeneralSecurityException {
        return Signature.getInstance(algorithm().javaName());
    }

    @Override
    public final boolean canSign() {
        return signs != null;
    }

    @Override
    final boolean canVerify() {
        return proves != null;
    }

    @Override
    final byte[] sign(byte[] base, int length) {
        if (signs == null) {
            throw new IllegalStateException("the key " + keyId() + " is a public key and cannot sign");
        }
        try {
            Signature signer = engine();
            signer.initSign(signs);
            signer.update(base, 0, length);
            byte[] made = signer.sign();
            if (made.length != signatureLength()) {
                throw new IllegalStateException("the key " + keyId() + " is of another size than it says");
            }
            return made;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "the key " + keyId() + " cannot sign with " + algorithm().javaName(), unusable);
        }
    }

    @Override
    final boolean verifies(byte[] base, int length, byte[] signature) {
        if (proves == null || signature.length != signatureLength()) {
            return false;
        }
        try {
            Signature verifier = engine();
            verifier.initVerify(proves);
            verifier.update(base, 0, length);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false; // providers throw for what is not in the form of a signature
        }
    }
}
