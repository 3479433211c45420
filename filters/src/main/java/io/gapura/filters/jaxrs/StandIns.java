package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.PathParameters;
import jakarta.ws.rs.container.ResourceContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * For a runtime that shows the class that it calls and makes the object later (CXF): another object of that class, made by
 * the runtime as it makes the others and kept. A validator wants one to find the constraints of a method; nothing is called
 * on it. Bounded by the classes that are deployed. Thread-safe.
 */
final class StandIns {
    private final ConcurrentMap<Class<?>, Object> made = new ConcurrentHashMap<>();

    /** The same parameters, which know an object for the endpoint. */
    PathParameters beside(PathParameters told, Endpoint endpoint, @Nullable ResourceContext runtime) {
        return new PathParameters() {
            @Override
            public List<String> all(String name) {
                return told.all(name);
            }

            @Override
            public Optional<Object> handler() {
                Optional<Object> shown = told.handler();
                return shown.isPresent() || runtime == null
                        ? shown
                        : endpoint.type().flatMap(type -> standIn(type, runtime));
            }
        };
    }

    private Optional<Object> standIn(Class<?> type, ResourceContext runtime) {
        Object known = made.get(type);
        if (known == null) {
            known = made(type, runtime);
            if (known != null) {
                made.putIfAbsent(type, known);
            }
        }
        return Optional.ofNullable(known);
    }

    /** Null when it cannot be made: an interface, a class that only a locator makes. */
    private static @Nullable Object made(Class<?> type, ResourceContext runtime) {
        try {
            return runtime.getResource(type);
        } catch (RuntimeException unmade) {
            return null; // whoever wanted it refuses and says so
        }
    }
}
