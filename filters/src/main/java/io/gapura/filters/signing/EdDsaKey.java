package io.gapura.filters.signing;

import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key for Ed25519 (RFC 9421 §3.3.6, RFC 8032). */
final class EdDsaKey extends AsymmetricKey {
    private static final int LENGTH = 64;
    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of a point of order 8; its negative is the other. */
    private static final BigInteger ORDER_EIGHT =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** The y of all points whose multiples are few: with them one signature fits one message in eight, or every one. */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO, BigInteger.ONE, FIELD.subtract(BigInteger.ONE), ORDER_EIGHT, FIELD.subtract(ORDER_EIGHT));

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
            if (SMALL_ORDER.contains(y.mod(FIELD))) {
                throw refused("is a point of small order: anybody can sign for it");
            }
            WeakSecrets.refusePublished(keyId(), y);
        }
    }
}
