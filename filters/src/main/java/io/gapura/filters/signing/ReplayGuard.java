package io.gapura.filters.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Accepts a nonce once. Atomic over everything that shares its store: of any number of equal claims exactly one is
 * {@link Claim.Outcome#CLAIMED}. It never throws and never forgets what still protects: a full store refuses.
 *
 * <p>Thread-safe. Asked last, after the signature was proven, so that nobody without a key can fill it.
 */
public interface ReplayGuard extends AutoCloseable {
    /**
     * Claims a nonce. Never {@link Claim.Outcome#PENDING}: a key that is leased counts as seen.
     *
     * @param caller whose quota it counts against
     * @param until when the message can no longer be accepted, so that the nonce may be forgotten
     */
    Claim claim(ReplayKey key, String caller, Instant until);

    /** Told at start-up by each policy that uses it: how many callers share the store. */
    default void sharedBy(int callers) {}

    /** Whether it is empty after a restart, so that messages made before must be refused. */
    default boolean forgetsOnRestart() {
        return false;
    }

    /** How far ahead {@code until} may lie; a profile whose messages live longer does not start with it. */
    default Duration longestLife() {
        return Duration.ofHours(25);
    }

    /**
     * What an operator should know of it, said at start-up with the posture.
     *
     * @param life how long a message may be accepted
     */
    default List<String> remarks(Duration life) {
        return List.of();
    }

    /** Lets go of connections; called when the application stops. */
    @Override
    default void close() {}
}
