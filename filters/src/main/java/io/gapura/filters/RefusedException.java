package io.gapura.filters;

/**
 * Carries a rejection out of code that has no decision to return, such as a header look-up that found two values. The
 * fold turns it back into the value. It has no stack: refusing must not cost more than accepting.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public RefusedException(Rejection rejection) {
        super(rejection.code(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
