package io.gapura.filters;

import java.util.Optional;

/**
 * Turns a problem into the bytes a client sees. One per deployment; thread-safe. The status in the document must be the
 * status of the answer. A renderer that throws is answered by static bytes.
 */
@FunctionalInterface
public interface ErrorRenderer {
    /** The request's headers are there for negotiation only and are never echoed. */
    GateAnswer render(Problem problem, Headers request);

    /** What the section {@code errors} says to engine and adapters. */
    default ErrorRules rules() {
        return ErrorRules.DEFAULTS;
    }

    /** The public meaning that an application gave to its exception; empty when it gave none, and then it is a fault. */
    default Optional<Rejection> meaningOf(Throwable thrown) {
        return Optional.empty();
    }

    /** Whether the error content of that endpoint is its own affair. */
    default boolean leavesAlone(Endpoint endpoint) {
        return false;
    }
}
