package io.gapura.filters.bearer;

/** Makes a {@link ProofOfPossession} for the setting {@code bearer.proofs}; found by service loading. */
public interface ProofOfPossessionProvider {
    /** As the setting names it: kebab-case. */
    String name();

    /** Throws {@link io.gapura.filters.ConfigurationException} when it cannot work. */
    ProofOfPossession open();
}
