package io.gapura.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link Pattern} on {@link SafePattern}: a pattern outside of it fails when the constraint is made, a match that is
 * given up refuses. Null is valid. The dynamic payload is {@code pattern}, or {@link #GIVEN_UP} for a match that was given
 * up: {@code pattern} to the client, {@code control.failure} to the audit record.
 */
public final class PatternConstraint implements ConstraintValidator<Pattern, CharSequence> {
    /** What the payload says of a text that used up its budget. */
    public static final String GIVEN_UP = "pattern.given-up";

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
            hibernate.withDynamicPayload(outcome == SafePattern.Outcome.GIVEN_UP ? GIVEN_UP : "pattern");
        }
        return false;
    }
}
