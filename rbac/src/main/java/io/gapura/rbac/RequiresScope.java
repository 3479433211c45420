package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits callers whose token, or assignment, has all of these scopes; a caller without scopes is refused. Without a gate
 * such as {@code @RolesAllowed} beside it, whatever gate is declared around what runs counts, or any authenticated caller.
 * A method's scopes replace those of its class.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {
    /** Scope tokens (RFC 6749 section 3.3), such as {@code orders.write}; at least one. */
    String[] value();
}
