package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The key of a cache whose protocol separates by blanks and lines: printable ASCII, none of them (CWE-93). Refuses {@code
 * key.character} and {@code text.length}. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CacheKey.Validator.class)
public @interface CacheKey {
    /** Characters at most; memcached takes 250. */
    int max() default 250;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<CacheKey> {
        public Validator() {}
    }
}
