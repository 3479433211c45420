package io.gapura.filters.signing.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a JWK is made of, in the JDK's types, for the one algorithm that it says or that its kind has. */
final class Material {
    /** {@code alg} by kind; empty where the kind has one algorithm and need not say it. */
    private static final Map<String, Map<String, SignatureAlgorithm>> ALGORITHMS = Map.of(
            "oct",
            Map.of("", SignatureAlgorithm.HMAC_SHA256, "HS256", SignatureAlgorithm.HMAC_SHA256),
            "Ed25519",
            Map.of(
                    "", SignatureAlgorithm.ED25519,
                    "EdDSA", SignatureAlgorithm.ED25519,
                    "Ed25519", SignatureAlgorithm.ED25519),
            "P-256",
            Map.of("", SignatureAlgorithm.ECDSA_P256_SHA256, "ES256", SignatureAlgorithm.ECDSA_P256_SHA256),
            "P-384",
            Map.of("", SignatureAlgorithm.ECDSA_P384_SHA384, "ES384", SignatureAlgorithm.ECDSA_P384_SHA384),
            "RSA",
            Map.of("PS512", SignatureAlgorithm.RSA_PSS_SHA512, "RS256", SignatureAlgorithm.RSA_V1_5_SHA256));

    private final SignatureAlgorithm algorithm;
    private final byte[] secret;
    private final @Nullable PublicKey proves;
    private final @Nullable PrivateKey signs;

    private Material(
            SignatureAlgorithm algorithm, byte[] secret, @Nullable PublicKey proves, @Nullable PrivateKey signs) {
        this.algorithm = algorithm;
        this.secret = secret;
        this.proves = proves;
        this.signs = signs;
    }

    static Material of(JWK jwk) {
        SignatureAlgorithm algorithm = algorithm(jwk);
        try {
            if (jwk instanceof OctetSequenceKey key) {
                return new Material(algorithm, key.toByteArray(), null, null);
            }
            if (jwk instanceof OctetKeyPair key) {
                return new Material(algorithm, new byte[0], EdwardsKeys.publicKey(key), privateKey(key));
            }
            if (jwk instanceof ECKey key) {
                return new Material(algorithm, new byte[0], key.toECPublicKey(), key.toECPrivateKey());
            }
            RSAKey key = (RSAKey) jwk;
            return new Material(algorithm, new byte[0], key.toRSAPublicKey(), key.toRSAPrivateKey());
        } catch (JOSEException | GeneralSecurityException | RuntimeException unusable) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " cannot be used by this Java runtime");
        }
    }

    private static SignatureAlgorithm algorithm(JWK jwk) {
        Map<String, SignatureAlgorithm> choices = ALGORITHMS.get(kind(jwk));
        if (choices == null) {
            throw ConfigurationException.of(
                    "the key " + jwk.getKeyID() + " must be of kty oct, OKP (Ed25519), EC (P-256, P-384) or RSA");
        }
        String alg = jwk.getAlgorithm() == null ? "" : jwk.getAlgorithm().getName();
        SignatureAlgorithm algorithm = choices.get(alg);
        if (algorithm == null) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " must have an alg of "
                    + choices.keySet().stream()
                            .filter(name -> !name.isEmpty())
                            .sorted()
                            .toList());
        }
        return algorithm;
    }

    private static String kind(JWK jwk) {
        Curve curve =
                jwk instanceof ECKey key ? key.getCurve() : jwk instanceof OctetKeyPair pair ? pair.getCurve() : null;
        return curve == null ? jwk.getKeyType().getValue() : curve.getName();
    }

    private static @Nullable PrivateKey privateKey(OctetKeyPair pair) throws GeneralSecurityException {
        return pair.isPrivate()
                ? KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, pair.getDecodedD()))
                : null;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    byte[] secret() {
        return secret.clone();
    }

    @Nullable
    PublicKey proves() {
        return proves;
    }

    @Nullable
    PrivateKey signs() {
        return signs;
    }
}
