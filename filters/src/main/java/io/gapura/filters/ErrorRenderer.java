package io.gapura.filters;

/**
 * Turns a problem into the bytes a client sees. One per deployment; thread-safe. The status in the document must be the
 * status of the answer. A renderer that throws is answered by static bytes.
 */
@FunctionalInterface
public interface ErrorRenderer {
    /** The request's headers are there for negotiation only and are never echoed. */
    GateAnswer render(Problem problem, Headers request);

    /** Whether {@link RequestView#trace} is taken from anybody, instead of trusted proxies alone. Asked at start-up. */
    default boolean continuesTraces() {
        return false;
    }
}
