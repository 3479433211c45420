package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A password that is being set: any well-formed text of {@code min} to {@code max} code points, without rules of composition,
 * neither trimmed nor normalised. Refuses {@code password.length}, {@code text.surrogate}, one that is on the list of common
 * passwords ({@code password.common}) or holds a word of this application or the caller's name ({@code password.context}).
 * Null is valid.
 *
 * <p>The validator has to be made with {@link TextConstraints} as its payload; without a list of at least 3,000 common
 * passwords the application does not start.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NewPassword.Validator.class)
public @interface NewPassword {
    /** Code points; 8 at least. */
    int min() default 15;

    /** Code points; 64 at least. */
    int max() default 256;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<NewPassword> {
        public Validator() {}
    }
}
