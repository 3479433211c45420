package io.gapura.filters.errors;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Leaves the bodies alone that this endpoint writes with 400 and above: whoever puts it there answers for every word of
 * them. Exceptions that escape, and what the gate refuses, are answered by the gate all the same. In a servlet, for one
 * request: {@link io.gapura.filters.Exchange#keepErrorBody}.
 *
 * <p>On a resource class it holds for all its methods; inherited from a superclass.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OwnErrorBody {}
