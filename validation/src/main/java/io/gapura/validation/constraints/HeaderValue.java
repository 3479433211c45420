package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What may stand in a field of a message: printable ASCII, blank, TAB; refuses {@code header.character} and {@code
 * text.length} (CWE-113). With {@code text = true} it is a {@link SingleLine} that came as UTF-8, with its words. Null is
 * valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HeaderValue.Validator.class)
public @interface HeaderValue {
    /** Code points at most. */
    int max();

    /** Text beyond ASCII. */
    boolean text() default false;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<HeaderValue> {
        public Validator() {}
    }
}
