package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a client may be sent next (CWE-601): a path of this site ({@code /orders?page=2}; no empty segment, no dots, no
 * backslash, no control), or a {@link SafeUrl} by {@code https} to a listed host. Refuses {@code url.redirect} and {@code
 * url.length}. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = RedirectTarget.Validator.class)
public @interface RedirectTarget {
    /** Exact names in lower-case ASCII; empty lets only paths through. */
    String[] hosts() default {};

    /** Characters at most. */
    int max() default 2_048;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<RedirectTarget> {
        public Validator() {}
    }
}
