package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A file name that means one file on every system: one segment of one line, NFC, at most 255 octets of UTF-8, exactly one
 * listed extension.
 *
 * <p>Refuses {@code / \ : * ? " < > |} ({@code filename.character}), a leading dot, hyphen or blank and a trailing dot or blank
 * ({@code filename.form}), devices such as {@code CON} ({@code filename.reserved}), another or a second listed or executable
 * extension ({@code filename.extension}), {@code filename.normalization}, {@code filename.length}. Null is valid. The content
 * may still be something else.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeFilename.Validator.class)
public @interface SafeFilename {
    /** Without the dot; compared without regard to case. */
    String[] extensions();

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<SafeFilename> {
        public Validator() {}
    }
}
