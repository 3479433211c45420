package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits anybody, also anonymous callers, and says why. The same as {@code @PermitAll}, which has no place for a reason. What
 * is open without one is pointed out at start-up, or stops the start with {@code rbac.public-needs-reason}.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PublicEndpoint {
    /** Why this may be open, for whoever reviews it: {@code "health probe"}. */
    String reason() default "";
}
