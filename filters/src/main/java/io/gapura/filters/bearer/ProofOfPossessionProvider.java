package io.gapura.filters.bearer;

import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.Optional;

/** Makes a {@link ProofOfPossession} for the setting {@code bearer.proofs}; found by service loading. */
public interface ProofOfPossessionProvider {
    /** As the setting names it: kebab-case. */
    String name();

    /** Throws {@link io.gapura.filters.ConfigurationException} when it cannot work. */
    ProofOfPossession open(Demand demand);

    /**
     * What the settings say of proofs.
     *
     * @param replay where proofs that count once are remembered: {@code bearer.proof-replay}, {@code local} or the name of
     *     a shared store
     * @param replayStore address and credentials of that store
     * @param maxAge how long a proof counts
     * @param nonceKey the key of nonces that clients must put into their proofs; empty when they need none
     * @param clustered whether there are several nodes
     */
    record Demand(
            Optional<String> replay,
            Optional<Reference> replayStore,
            Duration maxAge,
            Optional<Reference> nonceKey,
            boolean clustered) {}
}
