package io.gapura.filters.signing;

import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the replay guard that {@code signing.replay} names. A service: an artifact for a store lists its provider in
 * {@code META-INF/services}, with a public no-argument constructor.
 */
public interface ReplayGuardProvider {
    /** What {@code signing.replay} says, such as {@code redis}. */
    String name();

    /**
     * Opens a guard that can keep what is asked of it.
     *
     * @throws io.gapura.filters.ConfigurationException when the store is missing, set up so that it forgets, or does not
     *     answer although it must
     */
    ReplayGuard open(Demand demand);

    /**
     * What is asked of a store.
     *
     * @param store where its address and credentials stand: {@code signing.replay-store}
     * @param life how long a nonce must be remembered at most
     * @param mustAnswer whether a store that cannot be reached now stops the start
     */
    record Demand(Optional<Reference> store, Duration life, boolean mustAnswer) {}
}
