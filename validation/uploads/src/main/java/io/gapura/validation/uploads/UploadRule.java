package io.gapura.validation.uploads;

import io.gapura.validation.files.FileType;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One part that is a file, or several of one name. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface UploadRule {
    /** The name of the part. */
    String part();

    /** What the file may be. */
    FileType[] types();

    /** How large one file may be, such as {@code 5MiB}. */
    String maxBytes() default "5MiB";

    /** Width × height × frames of an image. */
    long maxPixels() default 24_000_000;

    /** How many files may come under this name. */
    int maxFiles() default 1;

    /** Whether one must come. A form that was sent with no file chosen has none. */
    boolean required() default true;
}
