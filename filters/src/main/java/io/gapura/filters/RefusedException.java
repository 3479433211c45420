package io.gapura.filters;

import java.util.Optional;

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

    /** The same for a fault of the application's code, which is logged with the refusal. */
    public RefusedException(Rejection rejection, Throwable fault) {
        super(rejection.code(), fault, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }

    /** The rejection that a throwable carries, itself or as the cause of a cause; 16 causes deep. */
    static Optional<Rejection> carriedBy(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = RecordedThrowable.causeOf(cause)) {
            if (cause instanceof BodyRejectedException body) {
                return Optional.of(body.rejection());
            }
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused.rejection());
            }
            if (cause instanceof AuditUnavailableException) {
                return Optional.of(Ending.AUDIT_UNAVAILABLE);
            }
        }
        return Optional.empty();
    }

    /** Whether memory, stack or classes are missing, so that no answer may depend on making one. */
    static boolean isGrave(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = RecordedThrowable.causeOf(cause)) {
            if (cause instanceof VirtualMachineError || cause instanceof LinkageError) {
                return true;
            }
        }
        return false;
    }
}
