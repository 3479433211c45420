package io.gapura.rbac;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;

/**
 * Thrown by {@link Access#require}; left alone, the caller gets the answer that a rule's refusal gives. It has no stack:
 * refusing must not cost more than admitting.
 */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    AccessDeniedException(Rejection rejection) {
        super(rejection.code(), new RefusedException(rejection), false, false);
        this.rejection = rejection;
    }

    /** What the caller is told, and what is only recorded. */
    public Rejection rejection() {
        return rejection;
    }
}
