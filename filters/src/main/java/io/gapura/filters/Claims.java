package io.gapura.filters;

import java.util.List;
import java.util.Optional;

/** What an issuer says of a caller beyond its name, for policies that know which claim means what. Immutable. */
@FunctionalInterface
public interface Claims {
    /**
     * The texts of a claim.
     *
     * @param path dotted: {@code realm_access.roles} is the member {@code roles} of the object {@code realm_access}; a
     *     claim whose whole name is the path comes first
     * @return empty when it is absent; a single text is a list of one
     */
    Optional<List<String>> texts(String path);
}
