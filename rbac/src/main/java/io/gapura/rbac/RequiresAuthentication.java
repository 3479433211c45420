package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits callers who proved themselves strongly or recently enough; others are told how to (RFC 9470). What the caller
 * does not say is not satisfied. A method's demand replaces that of its class.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresAuthentication {
    /** Authentication context classes, of which the caller's is one; empty: any. */
    String[] acr() default {};

    /** Authentication methods, all of which the caller used; empty: any. */
    String[] amr() default {};

    /** How long ago the caller may have proved itself; -1: any time. */
    int maxAgeSeconds() default -1;
}
