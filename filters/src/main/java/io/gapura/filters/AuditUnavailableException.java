package io.gapura.filters;

/** An event cannot be stored, so what it describes must not happen: the request is answered 503. */
public final class AuditUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public AuditUnavailableException(String reason) {
        super(reason);
    }
}
