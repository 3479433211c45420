package io.gapura.rbac;

import java.util.Optional;

/**
 * Knows the class that somebody wrote behind a class that a container made of it, for containers that Gapura does not
 * know: annotations are not inherited by such classes. Found by {@link java.util.ServiceLoader}; one that cannot be made
 * or that throws at start-up stops the start.
 *
 * <p>The rules of the class that it names decide, so it must name the one whose code runs. Thread-safe; asked once for
 * each class.
 */
@FunctionalInterface
public interface HandlerUnwrapper {
    /** The written class; nothing when this one is not known to be made. */
    Optional<Class<?>> written(Class<?> handler);
}
