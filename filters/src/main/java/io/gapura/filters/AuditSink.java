package io.gapura.filters;

import java.util.List;

/**
 * Where audit events go. Called by the engine for every request, whatever the policies. Thread-safe. A sink that cannot
 * store refuses; it never drops in silence.
 */
public interface AuditSink extends AutoCloseable {
    /** Stores the event before it returns. Nothing of the event may be kept after that but its values. */
    void append(AuditEvent event) throws AuditUnavailableException;

    /**
     * Whether the next event could be stored; asked before the application runs, so that nothing happens unrecorded. A
     * sink that failed tries to recover here.
     */
    default void check() throws AuditUnavailableException {}

    /** Whether the settings of the sink raise an endpoint to {@link AuditClass#CRITICAL}; {@link Audited} does so too. */
    default boolean isCritical(Endpoint endpoint) {
        return false;
    }

    /** Told once, when the gate opens, of the endpoints that are known then. */
    default void opened(List<Endpoint> endpoints) {}

    @Override
    default void close() {}
}
