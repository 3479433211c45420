package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mail address of the one form that all mail software reads alike: ASCII dot-atom of at most 64 octets, {@code @}, host name
 * of two labels or more, the last no number; 254 octets in all.
 *
 * <p>Refuses quoted local parts, comments, address literals, line breaks: {@code email.local}, {@code email.domain}, {@code
 * email.length}. Null is valid. That the address exists only a message to it can show.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = StrictEmail.Validator.class)
public @interface StrictEmail {
    /** Letters beyond ASCII in both parts (RFC 6531), in NFC; the domain as in {@link SafeUrl}. */
    boolean internationalized() default false;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<StrictEmail> {
        public Validator() {}
    }
}
