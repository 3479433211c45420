package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a person as people write it, in every script: letters, marks, digits, blanks, the punctuation of names, and
 * at most two joiners in a row; at least one letter; each word in one script, or in a mix with Han that is written together
 * (UTS 39).
 *
 * <p>Refuses other characters ({@code text.class}), a word that mixes scripts ({@code name.mixed-script}), and what {@link
 * SingleLine} refuses. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PersonName.Validator.class)
public @interface PersonName {
    /** Code points at most. */
    int max() default 100;

    /** Further characters that a name may hold, such as {@code "&"} for couples. */
    String also() default "";

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<PersonName> {
        public Validator() {}
    }
}
