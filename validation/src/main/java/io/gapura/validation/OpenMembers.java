package io.gapura.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits members that nobody declared: a {@code Map}, an {@code Object} or a polymorphic type in an entity stops the start
 * without it, because a client chooses its names.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE,
    ElementType.TYPE_USE,
    ElementType.RECORD_COMPONENT
})
public @interface OpenMembers {
    /** How many members at most, in one object. */
    int max();
}
