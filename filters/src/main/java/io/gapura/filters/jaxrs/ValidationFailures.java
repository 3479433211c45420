package io.gapura.filters.jaxrs;

import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;

/**
 * Mappers for Jakarta Validation: the runtimes' own answer with argument names and the refused value. A constraint that
 * does not hold is the client's fault, unless it is one of what we return; everything else is ours. Loaded only where
 * Jakarta Validation is.
 */
final class ValidationFailures {
    private ValidationFailures() {}

    static void register(FeatureContext context) {
        Mappers.register(context, new OfConstraints());
        Mappers.register(context, new OfValidation());
    }

    @Priority(1)
    static final class OfConstraints extends FailureMapper<ConstraintViolationException> {
        @Override
        public Response toResponse(ConstraintViolationException thrown) {
            return new Failed(thrown, BrokenConstraints.meaningOf(thrown)).toResponse();
        }
    }

    /** A constraint that is declared wrongly, or a validator that failed. */
    @Priority(1)
    static final class OfValidation extends FailureMapper<ValidationException> {}
}
