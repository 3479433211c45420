package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A relative path of file names as in {@link SafeFilename}, {@code /} between them, at most 1,024 characters. Refuses {@code
 * path.form}, {@code path.segment}, {@code path.depth}, {@code path.length}. Null is valid. Nothing is resolved: links are
 * the business of who opens the file.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafePath.Validator.class)
public @interface SafePath {
    /** Names at most. */
    int segments() default 16;

    /** Of the last name; empty lets any through that no system runs. */
    String[] extensions() default {};

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<SafePath> {
        public Validator() {}
    }
}
