package io.gapura.examples.orders;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A text in {@link Markdown} that can be shown: one that cannot is refused when it comes, and not when somebody reads it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Constraint(validatedBy = MarkdownText.Shown.class)
public @interface MarkdownText {
    String message() default "must become at most " + Markdown.LONGEST + " characters of HTML";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** By showing it. */
    final class Shown implements ConstraintValidator<MarkdownText, CharSequence> {
        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || Markdown.html(text.toString()).isPresent();
        }
    }
}
