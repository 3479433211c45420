package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.ApplicationLoaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * All unwrappers of an application, asked in their order until one knows a class.
 *
 * @param unwrappers found as services, or given
 */
record Unwrapping(List<HandlerUnwrapper> unwrappers) {
    Unwrapping {
        unwrappers = List.copyOf(unwrappers);
    }

    /**
     * Those beside this module and in the application.
     *
     * @throws ConfigurationException for one that cannot be made
     */
    static Unwrapping installed() {
        Map<String, HandlerUnwrapper> found = new LinkedHashMap<>();
        try {
            for (ClassLoader loader : ApplicationLoaders.of(HandlerUnwrapper.class)) {
                ServiceLoader.load(HandlerUnwrapper.class, loader)
                        .forEach(unwrapper ->
                                found.putIfAbsent(unwrapper.getClass().getName(), unwrapper));
            }
        } catch (ServiceConfigurationError unusable) {
            throw ConfigurationException.of("a HandlerUnwrapper cannot be made: " + unusable.getMessage());
        }
        return new Unwrapping(List.copyOf(found.values()));
    }

    /** The written class behind a handler; the handler itself when nobody knows another. */
    Class<?> written(Class<?> handler) {
        for (HandlerUnwrapper unwrapper : unwrappers) {
            Optional<Class<?>> written = asked(unwrapper, handler);
            if (written.isPresent()) {
                return written.get();
            }
        }
        return handler;
    }

    private static Optional<Class<?>> asked(HandlerUnwrapper unwrapper, Class<?> handler) {
        try {
            return unwrapper.written(handler);
        } catch (RuntimeException failed) {
            throw ConfigurationException.at(
                    handler.getName(),
                    "the unwrapper " + unwrapper.getClass().getName() + " failed with "
                            + failed.getClass().getName());
        }
    }
}
