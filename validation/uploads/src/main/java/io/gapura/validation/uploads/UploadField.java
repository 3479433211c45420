package io.gapura.validation.uploads;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One part that is text: UTF-8 without controls, once. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface UploadField {
    /** The name of the part. */
    String name();

    /** The longest text, in code points. */
    int max();

    /** Whether there may be line breaks. */
    boolean multiline() default false;

    boolean required() default false;
}
