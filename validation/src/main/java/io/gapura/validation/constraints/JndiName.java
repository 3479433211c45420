package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A JNDI name in the component's own space: {@code java:comp/} and names of ASCII letters, digits, {@code . _ -} (CWE-74,
 * CVE-2021-44228 class). Refuses {@code jndi.name} and {@code text.length}. Null is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = JndiName.Validator.class)
public @interface JndiName {
    /** What every name begins with. */
    String SPACE = "java:comp/";

    /** Characters at most. */
    int max() default 200;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<JndiName> {
        public Validator() {}
    }
}
