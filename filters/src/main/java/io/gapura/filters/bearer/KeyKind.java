package io.gapura.filters.bearer;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import org.jspecify.annotations.Nullable;

/** What a key is: its type, and its curve where it has one. */
enum KeyKind {
    RSA,
    P_256,
    P_384,
    P_521,
    ED25519,
    SECRET;

    /** The kind of a key; null for one that no algorithm of ours uses, which a reader skips (RFC 7517 §5). */
    static @Nullable KeyKind of(JWK jwk) {
        String word = jwk.getKeyType().getValue();
        if (jwk instanceof ECKey key) {
            word = key.getCurve().getName();
        } else if (jwk instanceof OctetKeyPair pair) {
            word = pair.getCurve().getName();
        }
        return switch (word) {
            case "RSA" -> RSA;
            case "P-256" -> P_256;
            case "P-384" -> P_384;
            case "P-521" -> P_521;
            case "Ed25519" -> ED25519;
            case "oct" -> SECRET;
            default -> null;
        };
    }
}
