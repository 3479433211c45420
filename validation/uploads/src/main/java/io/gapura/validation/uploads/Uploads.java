package io.gapura.validation.uploads;

import io.gapura.filters.ServedBy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which parts a {@code multipart/form-data} request to this endpoint has: on a servlet class for its POST, PUT and
 * PATCH, on a method of a Jakarta REST resource for that method. Parts that are not named are refused, and so is every
 * other media type. The files have been checked and kept, and the fields read, before the endpoint runs: {@link Uploaded}.
 *
 * <p>Without the policy {@code uploads} an endpoint that carries it does not run.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ServedBy("uploads")
public @interface Uploads {
    /** The parts that are files. */
    UploadRule[] value();

    /** The parts that are text. */
    UploadField[] fields() default {};

    /** How many parts there may be in all. */
    int maxParts() default 10;

    /** The bytes of all parts together, such as {@code 20MiB}; not set: as many as the parts may have. */
    String maxBytes() default "";
}
