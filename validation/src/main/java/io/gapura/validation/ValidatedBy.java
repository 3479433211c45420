package io.gapura.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a contract that narrows an endpoint further: one made in code ({@link EndpointContract#named}), or the operation
 * of an OpenAPI document. A name that nobody made stops the start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ValidatedBy {
    /** Its name. */
    String value();
}
