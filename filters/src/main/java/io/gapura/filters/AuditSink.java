package io.gapura.filters;

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

    @Override
    default void close() {}
}
