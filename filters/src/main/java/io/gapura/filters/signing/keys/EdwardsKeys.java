package io.gapura.filters.signing.keys;

import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Keys of Ed25519: Nimbus makes none of the JDK of them without Tink. */
public final class EdwardsKeys {
    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of a point of order 8; its negative is the other. */
    private static final BigInteger ORDER_EIGHT =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** The y of all points whose multiples are few: with them one signature fits one message in eight, or every one. */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO, BigInteger.ONE, FIELD.subtract(BigInteger.ONE), ORDER_EIGHT, FIELD.subtract(ORDER_EIGHT));

    private EdwardsKeys() {}

    /** Whether anybody can sign for the point with that y. */
    public static boolean isOfSmallOrder(BigInteger y) {
        return SMALL_ORDER.contains(y.mod(FIELD));
    }

    /** RFC 8032 §5.1.2: little-endian y, and the lowest bit of x in the highest bit. */
    public static PublicKey publicKey(OctetKeyPair pair) throws GeneralSecurityException {
        byte[] bytes = pair.getDecodedX();
        boolean odd = (bytes[bytes.length - 1] & 0x80) != 0;
        byte[] y = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            y[i] = bytes[bytes.length - 1 - i];
        }
        y[0] &= 0x7F;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    }
}
