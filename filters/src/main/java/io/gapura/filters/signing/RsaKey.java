package io.gapura.filters.signing;

import io.gapura.filters.signing.keys.WeakSecrets;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/** A key for RSA with PSS or PKCS #1 v1.5 padding (RFC 9421 §3.3.1, §3.3.2). Signatures are as long as the modulus. */
final class RsaKey extends AsymmetricKey {
    /** In bytes; 8192 bits take a verifier as long as an Ed25519 signature, and are enough. */
    static final int LONGEST_MODULUS = 1_024;

    private static final int FEWEST_BITS = 2_048;

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC);

    private final BigInteger modulus;

    RsaKey(String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        super(keyId, algorithm, proves, signs);
        if (!(known(proves, signs) instanceof RSAKey key)) {
            throw refused("is no RSA key");
        }
        this.modulus = key.getModulus();
        if (modulus.bitLength() < FEWEST_BITS || modulus.bitLength() > LONGEST_MODULUS * 8) {
            throw refused("must have a modulus of 2048 to 8192 bits");
        }
    }

    @Override
    int signatureLength() {
        return (modulus.bitLength() + 7) / 8;
    }

    @Override
    Signature engine() throws GeneralSecurityException {
        Signature engine = super.engine();
        if (algorithm() == SignatureAlgorithm.RSA_PSS_SHA512) {
            engine.setParameter(PSS);
        }
        return engine;
    }

    @Override
    void requireStrong() {
        if (proves() instanceof RSAPublicKey key && isTrivial(key.getPublicExponent())) {
            throw refused("has a public exponent with which anybody can sign");
        }
        WeakSecrets.refusePublished(keyId(), modulus);
    }

    private static boolean isTrivial(BigInteger exponent) {
        return exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0);
    }
}
