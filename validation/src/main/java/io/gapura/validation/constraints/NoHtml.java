package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Short {@link SafeText} for software that knows nothing of HTML: refuses {@code <} before a letter, {@code /}, {@code !} or
 * {@code ?} ({@code text.markup}); {@code <3} and {@code a < b} pass. Null is valid. Not a defence against cross-site
 * scripting: that is encoding at output.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NoHtml.Validator.class)
public @interface NoHtml {
    /** Code points at most. */
    int max();

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<NoHtml> {
        public Validator() {}
    }
}
