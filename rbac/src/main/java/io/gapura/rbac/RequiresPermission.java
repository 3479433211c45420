package io.gapura.rbac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits callers whose roles grant permissions such as {@code order:approve}. Repeated, all of them must hold. Without a
 * gate such as {@code @RolesAllowed} beside it, any authenticated caller with the permissions is admitted. A method's
 * demands replace those of its class; the class's gate stays.
 *
 * <p>Not inherited by Java's rules: {@code io.gapura.rbac} resolves it, see the package.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(RequiresPermission.List.class)
public @interface RequiresPermission {
    /** {@code domain:action} or {@code domain:action:instance}; no wildcards, at least one. */
    String[] value();

    /** Whether all of the permissions are needed, or one. */
    Mode mode() default Mode.ALL;

    /** How several permissions of one annotation combine. */
    enum Mode {
        /** Every one. */
        ALL,
        /** At least one. */
        ANY
    }

    /** Holds repeated annotations; never written by hand. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        RequiresPermission[] value();
    }
}
