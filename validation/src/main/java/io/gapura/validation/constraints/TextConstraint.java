package io.gapura.validation.constraints;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link TextRule} behind an annotation of this package. Null is valid. What was broken travels as the dynamic
 * payload of the violation (its {@linkplain TextViolation#word() word}) and, where the annotation has no message of its
 * own, as the key of its message; neither holds the value, and no expression is evaluated.
 */
public abstract class TextConstraint<A extends Annotation> implements ConstraintValidator<A, CharSequence> {
    /** The message of an annotation that leaves the word to the text of what was broken. */
    static final String MESSAGE = "{io.gapura.validation.refused}";

    private @Nullable A annotation;
    private @Nullable TextRule rule;

    TextConstraint() {}

    @Override
    public final void initialize(A declared) {
        annotation = declared;
        rule = TextConstraints.standard().declared(declared);
    }

    @Override
    public final boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        TextViolation broken = rule(context).refusal(text);
        if (broken == null) {
            return true;
        }
        if (context instanceof HibernateConstraintValidatorContext hibernate) {
            hibernate.withDynamicPayload(broken.word());
        }
        if (context.getDefaultConstraintMessageTemplate().equals(MESSAGE)) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(broken.template()).addConstraintViolation();
        }
        return false;
    }

    /** A rule that depends on the deployment asks what the validator was given as its payload. */
    private TextRule rule(ConstraintValidatorContext context) {
        if (rule != null) {
            return rule;
        }
        TextConstraints deployed = context instanceof HibernateConstraintValidatorContext hibernate
                ? hibernate.getConstraintValidatorPayload(TextConstraints.class)
                : null;
        if (annotation == null || deployed == null) {
            throw new IllegalStateException("the validator was made without TextConstraints as its payload");
        }
        return deployed.rule(annotation).orElseThrow();
    }
}
