package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks that rules name, each made once. Thread-safe. */
final class Checks {
    private final Function<Class<? extends ResourceCheck>, ? extends @Nullable ResourceCheck> source;
    private final Map<Class<?>, ResourceCheck> made = new ConcurrentHashMap<>();

    private Checks(Function<Class<? extends ResourceCheck>, ? extends @Nullable ResourceCheck> source) {
        this.source = source;
    }

    /** From public constructors without parameters. */
    static Checks constructed() {
        return new Checks(Checks::construct);
    }

    /** From wherever the application finds its objects. */
    static Checks from(Function<Class<? extends ResourceCheck>, ? extends @Nullable ResourceCheck> source) {
        return new Checks(source);
    }

    /**
     * The one of that type.
     *
     * @throws ConfigurationException when it cannot be made
     */
    ResourceCheck of(Class<? extends ResourceCheck> type) {
        ResourceCheck known = made.get(type);
        return known != null ? known : made.computeIfAbsent(type, missing -> make(type));
    }

    private ResourceCheck make(Class<? extends ResourceCheck> type) {
        try {
            return Objects.requireNonNull(source.apply(type), "nothing was found for it");
        } catch (ConfigurationException told) {
            throw told;
        } catch (RuntimeException | LinkageError failed) {
            throw unmade(type, failed);
        }
    }

    private static ResourceCheck construct(Class<? extends ResourceCheck> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw unmade(type, thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException unsuited) {
            throw unmade(type, unsuited);
        }
    }

    private static ConfigurationException unmade(Class<?> type, Throwable why) {
        return ConfigurationException.of("bad-check " + type.getName() + " cannot be made ("
                + why.getClass().getName()
                + "): it needs a public constructor without parameters, or Rbac.checks must find it");
    }
}
