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
    private final boolean observed;

    public BodyRejectedException(Rejection rejection) {
        this(rejection, false);
    }

    private BodyRejectedException(Rejection rejection, boolean observed) {
        super(rejection.code());
        this.rejection = rejection;
        this.observed = observed;
    }

    /** From a guard whose rule is shadowed alone: recorded, and the reading goes on without that guard. */
    public static BodyRejectedException observing(Rejection would) {
        return new BodyRejectedException(would, true);
    }

    /** Whether the rejection is only to be recorded; a hard one never is. */
    public boolean isObserved() {
        return observed && !rejection.hard();
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
