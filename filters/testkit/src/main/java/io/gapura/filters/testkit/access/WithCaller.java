package io.gapura.filters.testkit.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who calls in a test, on a test method or for all of a class; without it, nobody: the caller is anonymous. Roles count
 * when the access rules are asked to {@code withTestCallers()}, or when the policy gives them to the mechanism and id.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithCaller {
    /** The mechanism of callers that no policy has proven: no policy of the gate makes one. */
    String MECHANISM = "testkit";

    /** The roles that it states. */
    String[] roles() default {};

    /** For whom it acts; empty: for nobody in particular. */
    String tenant() default "";

    /** What its credential is limited to; none: its credential does not limit it. */
    String[] scopes() default {};

    /** How it was proven, such as {@code signing}: then its roles are those that the policy assigns to its id. */
    String mechanism() default MECHANISM;

    /** Who vouches for it. */
    String issuer() default "";

    String id() default "tester";

    /** How strongly it was authenticated; empty: not known. The time is that of the test. */
    String acr() default "";
}
