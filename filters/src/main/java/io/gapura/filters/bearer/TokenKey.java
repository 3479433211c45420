package io.gapura.filters.bearer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.signing.keys.EdwardsKeys;
import io.gapura.filters.signing.keys.KeyMark;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One key of an issuer, which says of a token whether it was signed by its other half. Immutable and thread-safe; has no
 * text form.
 */
final class TokenKey {
    /** What tells a verifier of Nimbus which algorithm of its family is meant; the token's own header never does. */
    private static final Map<TokenAlgorithm, JWSHeader> HEADERS = Arrays.stream(TokenAlgorithm.values())
            .collect(Collectors.toUnmodifiableMap(
                    algorithm -> algorithm, algorithm -> new JWSHeader(new JWSAlgorithm(algorithm.registeredName()))));

    private final @Nullable String id;
    private final KeyKind kind;
    /** The algorithm that the key is for; null when it does not say. */
    private final @Nullable TokenAlgorithm only;

    private final Check check;
    private final KeyMark mark;

    /** Whether a signature is good. */
    private interface Check {
        boolean verifies(TokenAlgorithm algorithm, byte[] signed, String signature)
                throws JOSEException, GeneralSecurityException;
    }

    private TokenKey(@Nullable String id, KeyKind kind, @Nullable TokenAlgorithm only, Check check, KeyMark mark) {
        this.id = id;
        this.kind = kind;
        this.only = only;
        this.check = check;
        this.mark = mark;
    }

    /**
     * A key as it stands in a set.
     *
     * @param only the algorithm that it says; null when it says none
     */
    static TokenKey of(JWK jwk, KeyKind kind, @Nullable TokenAlgorithm only)
            throws JOSEException, GeneralSecurityException {
        return new TokenKey(
                jwk.getKeyID(), kind, only, check(jwk), KeyMark.of(jwk, only == null ? "" : only.registeredName()));
    }

    private static Check check(JWK jwk) throws JOSEException, GeneralSecurityException {
        if (jwk instanceof OctetKeyPair pair) {
            PublicKey key = EdwardsKeys.publicKey(pair);
            return (algorithm, signed, signature) -> edwards(key, signed, signature);
        }
        JWSVerifier verifier = verifier(jwk);
        return (algorithm, signed, signature) -> verifier.verify(header(algorithm), signed, new Base64URL(signature));
    }

    static JWSHeader header(TokenAlgorithm algorithm) {
        return Objects.requireNonNull(HEADERS.get(algorithm));
    }

    private static JWSVerifier verifier(JWK jwk) throws JOSEException {
        if (jwk instanceof RSAKey key) {
            return new RSASSAVerifier(key.toRSAPublicKey());
        }
        if (jwk instanceof ECKey key) {
            return new ECDSAVerifier(key.toECPublicKey());
        }
        return new MACVerifier(((OctetSequenceKey) jwk).toByteArray());
    }

    /** Nimbus needs Tink for it, which takes 644 KB a token. */
    private static boolean edwards(PublicKey key, byte[] signed, String signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(Base64.getUrlDecoder().decode(signature));
    }

    @Nullable
    String id() {
        return id;
    }

    /** As the audit log has it. */
    KeyMark mark() {
        return mark;
    }

    boolean isSecret() {
        return kind == KeyKind.SECRET;
    }

    /** Whether it is of the algorithm's kind, and says no other algorithm. */
    boolean fits(TokenAlgorithm algorithm) {
        return kind == algorithm.kind() && (only == null || only == algorithm || kind == KeyKind.ED25519);
    }

    KeyKind kind() {
        return kind;
    }

    /**
     * Whether the signature is good.
     *
     * @param algorithm one that {@link #fits}
     * @param signature in base64url
     */
    boolean verifies(TokenAlgorithm algorithm, byte[] signed, String signature) {
        if (!fits(algorithm)) {
            return false;
        }
        try {
            return check.verifies(algorithm, signed, signature);
        } catch (JOSEException | GeneralSecurityException | RuntimeException none) {
            return false; // of a wrong length, or no point or number of its key: nobody's signature
        }
    }
}
