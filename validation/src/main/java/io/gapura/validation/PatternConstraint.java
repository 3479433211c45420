package io.gapura.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link Pattern} on {@link SafePattern}: a pattern outside of it fails when the constraint is made, a match that is
 * given up refuses. Null is valid. The dynamic payload is {@code pattern}.
 */
public final class PatternConstraint implements ConstraintValidator<Pattern, CharSequence> {
    private @Nullable SafePattern pattern;

    /** For the validation engine. */
    public PatternConstraint() {}

    @Override
    public void initialize(Pattern declared) {
        int flags = 0;
        for (Pattern.Flag flag : declared.flags()) {
            flags |= flag.getValue();
        }
        pattern = SafePattern.of(declared.regexp(), flags);
    }

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        if (pattern == null) {
            throw new IllegalStateException("initialize was not called");
        }
        SafePattern.Outcome outcome = pattern.match(text);
        if (outcome == SafePattern.Outcome.MATCHES) {
            return true;
        }
        if (context instanceof HibernateConstraintValidatorContext hibernate) {
            hibernate.withDynamicPayload(outcome == SafePattern.Outcome.DIFFERS ? "pattern" : Codes.GIVEN_UP);
        }
        return false;
    }
}
