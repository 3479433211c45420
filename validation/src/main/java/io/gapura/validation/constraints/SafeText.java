package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text of several lines in any script, with any punctuation: names the structure that no text needs, never an attack.
 *
 * <p>Refuses C0 but TAB LF CR, DEL and C1 ({@code text.control}), lone surrogates ({@code text.surrogate}), noncharacters
 * ({@code text.noncharacter}), bidirectional embeddings, overrides and isolates ({@code text.bidi}), and more than {@code max}
 * code points ({@code text.length}). An apostrophe, {@code <3} and a line of SQL pass and are stored unchanged: encode at
 * output. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeText.Validator.class)
public @interface SafeText {
    /** Code points at most. */
    int max();

    /** Whether embeddings and isolates may stand in the text. */
    BidiControls bidi() default BidiControls.REFUSE;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<SafeText> {
        public Validator() {}
    }
}
