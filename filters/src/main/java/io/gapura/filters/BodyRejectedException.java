package io.gapura.filters;

import java.io.IOException;

/**
 * Stops the reading of a body. An {@link IOException} on purpose: JSON libraries wrap a runtime exception that comes out
 * of a stream and answer it with their own text. The rejection inside, kept by the exchange, decides the answer,
 * whatever the runtime or the application makes of the exception.
 */
public final class BodyRejectedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public BodyRejectedException(Rejection rejection) {
        super(rejection.code());
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }

    /** Stackless: it is an outcome, not a fault. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
