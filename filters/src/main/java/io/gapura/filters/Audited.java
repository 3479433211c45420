package io.gapura.filters;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Raises the class of what is recorded about this endpoint: with {@link AuditClass#CRITICAL} its intent is on the disk
 * before it runs, and its outcome before its answer ends; while that cannot be, it is 503 {@code audit-unavailable} and
 * does not run. A class below that of the catalogue changes nothing.
 *
 * <p>On a class it holds for all its methods; a method's own word counts before that. From outside the code: {@code
 * audit.critical}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Audited {
    AuditClass value();
}
