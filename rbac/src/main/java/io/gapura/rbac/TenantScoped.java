package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits callers of the tenant that the path names; a caller without a tenant is refused. A method's demand replaces that
 * of its class.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TenantScoped {
    /** The path parameter that names the tenant. */
    String param();

    /** What callers of other tenants are told. */
    OnDeny onDeny() default OnDeny.FORBIDDEN;
}
