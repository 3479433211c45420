package io.gapura.filters;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of an annotation that it demands something which only a policy can do: an endpoint that carries it does not run
 * unless a policy {@linkplain Policy#serves serves} it. Without one the application does not start, or, where endpoints
 * are known with the first request only, the endpoint answers 500 {@code gate-misconfigured}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface ServedBy {
    /** The name to put into the list of policies, for messages. */
    String value();
}
