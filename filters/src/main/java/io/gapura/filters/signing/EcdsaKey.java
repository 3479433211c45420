package io.gapura.filters.signing;

import io.gapura.filters.signing.keys.WeakSecrets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A key for ECDSA over P-256 or P-384, whose signatures are {@code r‖s} (RFC 9421 §3.3.4, §3.3.5). The twin with a high
 * {@code s} verifies too, by specification: a signature's bytes identify nothing.
 */
final class EcdsaKey extends AsymmetricKey {
    EcdsaKey(String keyId, SignatureAlgorithm algorithm, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        super(keyId, algorithm, proves, signs);
        boolean curve = known(proves, signs) instanceof ECKey key && isSame(key.getParams(), parameters(algorithm));
        if (!curve) {
            throw refused("is no key on " + curveName(algorithm));
        }
    }

    static String curveName(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.ECDSA_P384_SHA384 ? "secp384r1" : "secp256r1";
    }

    private static ECParameterSpec parameters(SignatureAlgorithm algorithm) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curveName(algorithm)));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime does not know " + curveName(algorithm), missing);
        }
    }

    private static boolean isSame(ECParameterSpec one, ECParameterSpec other) {
        return one.getCurve().equals(other.getCurve())
                && one.getGenerator().equals(other.getGenerator())
                && one.getOrder().equals(other.getOrder());
    }

    @Override
    int signatureLength() {
        return algorithm().longest();
    }

    @Override
    void requireStrong() {
        if (proves() instanceof ECPublicKey key) {
            WeakSecrets.refusePublished(keyId(), key.getW().getAffineX());
        }
    }
}
