package io.gapura.filters.bearer;

import io.gapura.filters.config.Reference;
import java.util.Optional;

/** Makes a {@link TokenRevocation} for the setting {@code bearer.revocation}; found by service loading. */
public interface TokenRevocationProvider {
    /** As the setting names it: kebab-case. */
    String name();

    /**
     * Opens it.
     *
     * @param store what {@code bearer.revocation-store} leads to
     * @throws io.gapura.filters.ConfigurationException when it cannot work
     */
    TokenRevocation open(Optional<Reference> store);
}
