package io.gapura.validation;

import io.gapura.filters.Endpoint;
import io.gapura.filters.config.Reference;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Contracts that stand elsewhere than in the code of an endpoint, such as in an OpenAPI document. Each is merged with what
 * the code says to the stricter rule; a contradiction stops the start. Immutable and thread-safe.
 */
public interface ContractSource {
    /**
     * What it says of that endpoint, found by method and path template, never by the path of a request; empty: nothing, and
     * nothing has to be.
     *
     * @throws io.gapura.filters.ConfigurationException when it must say something, and does not; or contradicts itself
     */
    Optional<EndpointContract> of(Endpoint endpoint);

    /** The contract that {@link ValidatedBy} calls so. */
    Optional<EndpointContract> named(String name);

    /** The {@linkplain EndpointContract#name() names} of all of them, to tell which of them no endpoint has asked for. */
    SortedSet<String> names();

    /** Reads the document that {@code validation.document} leads to; found by service loading. */
    interface Format {
        /**
         * The contracts of a document.
         *
         * @throws io.gapura.filters.ConfigurationException when it is none, or says what cannot be held
         */
        ContractSource read(Reference document);
    }
}
