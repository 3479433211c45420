package io.gapura.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The groups by which the entity of an endpoint is validated, instead of the default group: one class, different demands
 * for creating and for changing. On the method counts before on its class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ValidateWith {
    /** Validation groups; {@code Default} is not among them unless it is named. */
    Class<?>[] value();
}
