package io.gapura.filters.bearer;

import java.util.Locale;

/** Why a token is not taken: private words of one public answer, so that nobody learns which check stopped him. */
enum TokenReason {
    SYNTAX,
    TYPE,
    ALGORITHM,
    KEY,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    EARLY,
    LIFETIME,
    CLAIM,
    REVOKED,
    BINDING,
    ROLES_LIMIT,
    /** Nobody's fault who asks: 503. */
    KEYS_UNAVAILABLE,
    REVOCATION_UNAVAILABLE,
    PROOF_UNAVAILABLE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String word() {
        return word;
    }

    boolean isTemporary() {
        return compareTo(KEYS_UNAVAILABLE) >= 0;
    }
}
