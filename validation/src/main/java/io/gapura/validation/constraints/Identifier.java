package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a thing: {@code [A-Za-z0-9][A-Za-z0-9._-]*} without {@code ..} and without a dot at the end. With {@code
 * unicode = true} an XID identifier (UAX 31) in NFC at the <em>highly restrictive</em> level of UTS 39 instead.
 *
 * <p>Refuses {@code identifier.character}, {@code identifier.mixed-script}, {@code identifier.normalization}, {@code
 * identifier.confusable}, {@code text.length}. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Identifier.Validator.class)
public @interface Identifier {
    int min() default 1;

    /** Code points at most. */
    int max() default 64;

    /** Letters of one script instead of ASCII. */
    boolean unicode() default false;

    /** Whether it may look like an identifier in ASCII; only for {@code unicode = true}, ASCII looks like itself. */
    Confusables confusable() default Confusables.ALLOW;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<Identifier> {
        public Validator() {}
    }
}
