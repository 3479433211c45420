package io.gapura.filters.signing;

import io.gapura.filters.signing.keys.EdwardsKeys;
import io.gapura.filters.signing.keys.WeakSecrets;
import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/** A key for Ed25519 (RFC 9421 §3.3.6, RFC 8032). */
final class EdDsaKey extends AsymmetricKey {
    private static final int LENGTH = 64;

    EdDsaKey(String keyId, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        super(keyId, SignatureAlgorithm.ED25519, proves, signs);
        Key known = known(proves, signs);
        boolean curve = known instanceof EdECKey key
                && NamedParameterSpec.ED25519.getName().equals(key.getParams().getName());
        if (!curve) {
            throw refused("is no Ed25519 key");
        }
    }

    @Override
    int signatureLength() {
        return LENGTH;
    }

    @Override
    void requireStrong() {
        if (proves() instanceof EdECPublicKey key) {
            BigInteger y = key.getPoint().getY();
            if (EdwardsKeys.isOfSmallOrder(y)) {
                throw refused("is a point of small order: anybody can sign for it");
            }
            WeakSecrets.refusePublished(keyId(), y);
        }
    }
}
