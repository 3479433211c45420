package io.gapura.filters.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.signing.keys.EdwardsKeys;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;

/**
 * The public key that a proof carries, as the one algorithm of its header uses it. The client chose it, so what it may
 * cost is bounded: RSA of 2,048 to 4,096 bits with a small exponent.
 */
final class ProofKey {
    /** As a challenge lists them, the usual ones first; asymmetric, and one curve for each. */
    static final List<String> ALGORITHMS = List.of("ES256", "Ed25519", "EdDSA", "PS256", "RS256", "ES384");

    private static final Map<JWSAlgorithm, Curve> CURVES = Map.of(
            JWSAlgorithm.ES256, Curve.P_256,
            JWSAlgorithm.ES384, Curve.P_384,
            JWSAlgorithm.EdDSA, Curve.Ed25519,
            JWSAlgorithm.Ed25519, Curve.Ed25519);
    private static final int LEAST_BITS = 2_048;
    private static final int MOST_BITS = 4_096;
    private static final int MOST_EXPONENT_BITS = 33;

    private final JWK key;
    private final JWSHeader header;

    private ProofKey(JWK key, JWSHeader header) {
        this.key = key;
        this.header = header;
    }

    static ProofKey of(JWSHeader header) throws ProofRefusedException {
        ProofRefusedException.require(ALGORITHMS.contains(header.getAlgorithm().getName()), "proof: algorithm");
        JWK key = header.getJWK();
        ProofRefusedException.require(key != null && !key.isPrivate(), "proof: key");
        ProofRefusedException.require(fits(key, header.getAlgorithm()), "proof: key does not fit its algorithm");
        return new ProofKey(key, header);
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().decodeToBigInteger().bitLength();
            int exponent = rsa.getPublicExponent().decodeToBigInteger().bitLength();
            return JWSAlgorithm.Family.RSA.contains(algorithm)
                    && bits >= LEAST_BITS
                    && bits <= MOST_BITS
                    && exponent <= MOST_EXPONENT_BITS;
        }
        Curve curve = CURVES.get(algorithm);
        return key instanceof ECKey ec && ec.getCurve().equals(curve)
                || key instanceof OctetKeyPair pair && pair.getCurve().equals(curve);
    }

    /** RFC 7638, SHA-256. */
    String thumbprint() throws ProofRefusedException {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw ProofRefusedException.invalid("proof: key");
        }
    }

    void requireSigned(byte[] signed, Base64URL signature) throws ProofRefusedException {
        boolean verified;
        try {
            verified = key instanceof OctetKeyPair pair
                    ? isSigned(pair, signed, signature.decode())
                    : verifier().verify(header, signed, signature);
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException unusable) {
            verified = false;
        }
        ProofRefusedException.require(verified, "proof: signature");
    }

    private JWSVerifier verifier() throws JOSEException {
        return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key);
    }

    /** By the JDK: Nimbus needs Tink for it. */
    private static boolean isSigned(OctetKeyPair pair, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(EdwardsKeys.publicKey(pair));
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
