package io.gapura.filters.bearer;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.json.StrictJson;
import io.gapura.filters.signing.keys.EdwardsKeys;
import io.gapura.filters.signing.keys.StrictJwk;
import io.gapura.filters.signing.keys.WeakSecrets;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.EdECPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JWK Set of an issuer (RFC 7517): strictly as JSON, then each key by Nimbus. Keys for encryption and of types
 * that no algorithm of ours uses are left out, as §5 asks; what is for signatures must be good, or the set is refused: no
 * private half, no secret beside a public key, RSA of 2048 bits or more, nothing that is printed in an RFC, no id twice.
 *
 * <p>Messages name key ids, never content.
 */
final class KeySetReader {
    private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Set<String> READ = Set.of("RSA", "EC", "OKP", "oct");
    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_MODULUS = 2_048;

    private KeySetReader() {}

    /** The keys of a document that came from elsewhere: public ones alone. */
    static TokenKeys published(byte[] document) {
        return read(document, false);
    }

    /** The keys of a document of our own: public ones alone, or secrets alone. */
    static TokenKeys own(byte[] document) {
        return read(document, true);
    }

    private static TokenKeys read(byte[] document, boolean secretsToo) {
        List<TokenKey> keys = new ArrayList<>();
        for (Object member : members(document)) {
            if (!(member instanceof Map<?, ?> key)) {
                throw ConfigurationException.of("each key must be an object with a kty");
            }
            if (!secretsToo || !"oct".equals(key.get("kty"))) {
                StrictJwk.requirePublic(key);
            }
            if (isForSignatures(key)) {
                StrictJwk.require(key);
                TokenKey made = key(parsed(key));
                if (made != null) {
                    keys.add(made);
                }
            }
        }
        requireDistinct(keys);
        if (keys.isEmpty()) {
            throw ConfigurationException.of("lists no key that verifies signatures");
        }
        if (keys.stream().map(TokenKey::isSecret).distinct().count() > 1) {
            throw ConfigurationException.of("lists a shared secret beside public keys");
        }
        return TokenKeys.of(keys);
    }

    private static List<?> members(byte[] document) {
        try {
            if (StrictJson.object(document).get("keys") instanceof List<?> listed && listed.size() <= MOST_KEYS) {
                return listed;
            }
        } catch (IOException malformed) {
            throw ConfigurationException.of("is no strict JSON object: duplicate members or trailing text");
        }
        throw ConfigurationException.of("must have a member keys that lists at most " + MOST_KEYS + " keys");
    }

    /** Whether it is of a type that is read here, and says nothing of another use. */
    private static boolean isForSignatures(Map<?, ?> key) {
        Object use = key.get("use");
        boolean verifies = !(key.get("key_ops") instanceof List<?> operations)
                || operations.contains(KeyOperation.VERIFY.identifier());
        return READ.contains(String.valueOf(key.get("kty")))
                && verifies
                && (use == null || use.equals(KeyUse.SIGNATURE.identifier()));
    }

    @SuppressWarnings("unchecked") // the strict reader makes maps of names to values alone
    private static JWK parsed(Map<?, ?> key) {
        try {
            return JWK.parse((Map<String, Object>) key);
        } catch (ParseException | RuntimeException malformed) {
            throw ConfigurationException.of("lists a key that is no JWK (RFC 7517)");
        }
    }

    /** Null for a key of a curve or algorithm that is not used here. */
    private static @Nullable TokenKey key(JWK jwk) {
        String id = jwk.getKeyID();
        if (id != null && !KEY_ID.matcher(id).matches()) {
            throw ConfigurationException.of("the kid of a key must be 1 to 128 visible ASCII characters");
        }
        KeyKind kind = KeyKind.of(jwk);
        Algorithm stated = jwk.getAlgorithm();
        Optional<TokenAlgorithm> algorithm = stated == null ? Optional.empty() : TokenAlgorithm.named(stated.getName());
        if (kind == null || stated != null && algorithm.isEmpty()) {
            return null;
        }
        if (algorithm.isPresent() && algorithm.get().kind() != kind) {
            throw ConfigurationException.of("the key " + named(jwk) + " has an alg that is not of its kind");
        }
        requireStrong(jwk);
        try {
            return TokenKey.of(jwk, kind, algorithm.orElse(null));
        } catch (JOSEException | GeneralSecurityException | RuntimeException unusable) {
            throw ConfigurationException.of("the key " + named(jwk) + " cannot be used by this Java runtime");
        }
    }

    private static String named(JWK jwk) {
        return jwk.getKeyID() == null ? "without kid" : jwk.getKeyID();
    }

    private static void requireStrong(JWK jwk) {
        if (jwk instanceof OctetSequenceKey secret) {
            WeakSecrets.refuse(named(jwk), secret.toByteArray());
        } else if (jwk instanceof RSAKey key) {
            BigInteger modulus = key.getModulus().decodeToBigInteger();
            if (modulus.bitLength() < SHORTEST_MODULUS) {
                throw ConfigurationException.of(
                        "the key " + named(jwk) + " must have at least " + SHORTEST_MODULUS + " bits");
            }
            WeakSecrets.refusePublished(named(jwk), modulus);
        } else if (jwk instanceof ECKey key) {
            WeakSecrets.refusePublished(named(jwk), key.getX().decodeToBigInteger());
        } else if (jwk instanceof OctetKeyPair pair) {
            WeakSecrets.refusePublished(named(jwk), edwardsCoordinate(pair));
        }
    }

    private static BigInteger edwardsCoordinate(OctetKeyPair pair) {
        try {
            BigInteger y =
                    ((EdECPublicKey) EdwardsKeys.publicKey(pair)).getPoint().getY();
            if (!EdwardsKeys.isOfSmallOrder(y)) {
                return y;
            }
        } catch (GeneralSecurityException | RuntimeException unusable) {
            throw ConfigurationException.of("the key " + named(pair) + " cannot be used by this Java runtime");
        }
        throw ConfigurationException.of(
                "the key " + named(pair) + " is a point of small order: anybody can sign for it");
    }

    /** An id may stand at keys of several types, but must name one key for each algorithm. */
    private static void requireDistinct(List<TokenKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            for (TokenKey other : keys.subList(0, i)) {
                String id = keys.get(i).id();
                if (id != null
                        && id.equals(other.id())
                        && other.kind() == keys.get(i).kind()) {
                    throw ConfigurationException.of("the key id " + id + " stands twice");
                }
            }
        }
    }
}
