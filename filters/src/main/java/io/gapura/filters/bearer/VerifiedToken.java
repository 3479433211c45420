package io.gapura.filters.bearer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller of mechanism {@code bearer} was proven by, for checks of the application: {@code
 * caller.proof(VerifiedToken.class)}. Never the token itself. Immutable.
 */
public final class VerifiedToken {
    private final TokenIdentity identity;
    private final String client;
    private final Optional<List<Map<String, Object>>> authorizationDetails;

    VerifiedToken(TokenIdentity identity, String client, Optional<List<Map<String, Object>>> authorizationDetails) {
        this.identity = identity;
        this.client = client;
        this.authorizationDetails = authorizationDetails;
    }

    public TokenIdentity identity() {
        return identity;
    }

    /** The client to which the token was issued: {@code client_id}, or {@code azp} where only that is there. */
    public String client() {
        return client;
    }

    /**
     * What the token may be used for in detail (RFC 9396 §9.1): at most 32 objects, each with a {@code type}, of {@link
     * String}, {@link Long}, {@link Double}, {@link Boolean}, {@link Map} and {@link List}; empty when the claim is absent.
     */
    public Optional<List<Map<String, Object>>> authorizationDetails() {
        return authorizationDetails;
    }

    @Override
    public String toString() {
        return "VerifiedToken";
    }
}
