package io.gapura.validation;

import io.gapura.filters.Endpoint;
import java.util.Optional;

/**
 * What annotations of another artifact say of the content of an endpoint, so that its contract knows what the code does not
 * show: files, which are received before the endpoint runs. Found by service loading; thread-safe.
 */
public interface DeclaredContent {
    /**
     * What the content of that endpoint may be; empty where nothing is declared.
     *
     * @throws io.gapura.filters.ConfigurationException for a declaration that makes no sense
     */
    Optional<BodyRule> of(Endpoint endpoint);
}
