package io.gapura.rbac;

import io.gapura.filters.config.Reference;
import java.util.Optional;

/**
 * Opens the place that {@code rbac.source} names. A service: an artifact for a store lists its provider in {@code
 * META-INF/services}, with a public no-argument constructor.
 */
public interface PolicySourceProvider {
    /** What {@code rbac.source} says, such as {@code jdbc}. */
    String name();

    /**
     * Opens it.
     *
     * @param policy where its address stands: {@code rbac.policy}
     * @throws io.gapura.filters.ConfigurationException when it cannot be reached, or holds no policy
     */
    PolicySource open(Optional<Reference> policy);
}
