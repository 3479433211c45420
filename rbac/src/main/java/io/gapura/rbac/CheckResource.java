package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a bean decide on the object that is asked for, after everything else admitted the caller: ownership, state, data.
 * Repeated, all of them must admit. A method's checks replace those of its class.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(CheckResource.List.class)
public @interface CheckResource {
    /** The bean; made at start-up, or the application does not start. */
    Class<? extends ResourceCheck> value();

    /** What callers are told whom it refuses. */
    OnDeny onDeny() default OnDeny.FORBIDDEN;

    /** Holds repeated annotations; never written by hand. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        CheckResource[] value();
    }
}
