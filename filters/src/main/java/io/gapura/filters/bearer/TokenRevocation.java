package io.gapura.filters.bearer;

import java.time.Instant;

/**
 * Knows which tokens were taken back before their end. Asked for every request with a token that was verified, also when
 * it is known from before: an implementation answers from memory. One that throws has the request refused with 503.
 * Thread-safe.
 */
@FunctionalInterface
public interface TokenRevocation {
    /** Whether that very token, its session or its subject was taken back. */
    boolean isRevoked(TokenIdentity token) throws Exception;

    /** From when on tokens of a subject count: one that was issued before is revoked. */
    default Instant notBefore(String issuer, String subject) throws Exception {
        return Instant.EPOCH;
    }

    /**
     * Tried once at the start.
     *
     * @throws Exception when it cannot answer: then the application does not start
     */
    default void require() throws Exception {}

    /** Hands over what is to be called when something was taken back: tokens are then verified anew. */
    default void onRevocation(Runnable forget) {}

    /** Called once, when the application stops. */
    default void close() {}
}
