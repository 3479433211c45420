package io.gapura.validation.constraints;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text that has no constraint on purpose, so that the start-up lint lists it instead of failing on it. Checks
 * nothing itself: the limits of body and strings still hold.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface FreeText {
    /** Why, for whoever reads the list. */
    String value();
}
