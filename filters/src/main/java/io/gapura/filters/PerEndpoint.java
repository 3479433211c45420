package io.gapura.filters;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What is known of each endpoint's code, made once. Bounded by the code that is deployed: one value for each method of a
 * class, nine for a servlet, however many HTTP methods a client makes up. All of it goes with the policy that keeps it.
 * Thread-safe.
 */
public final class PerEndpoint<T> {
    private final Object key = new Object();
    private final T unknown;
    private final Function<Endpoint, T> maker;

    /** Here and not with the classes, as a ClassValue keeps them: values lead back to their policy, which may be replaced. */
    private final ConcurrentMap<Class<?>, OfClass<T>> classes = new ConcurrentHashMap<>();

    private record OfClass<T>(ConcurrentMap<Method, T> methods, ConcurrentMap<ServletMethods.Verb, T> verbs) {
        static <T> OfClass<T> empty() {
            return new OfClass<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    private PerEndpoint(T unknown, Function<Endpoint, T> maker) {
        this.unknown = unknown;
        this.maker = maker;
    }

    /**
     * Knows nothing yet.
     *
     * @param unknown for endpoints whose class is unknown
     * @param maker asked once for each method of a class; may be asked twice in a race
     */
    public static <T> PerEndpoint<T> of(T unknown, Function<Endpoint, T> maker) {
        return new PerEndpoint<>(unknown, maker);
    }

    /** What is known of it. The endpoint itself remembers, because adapters hand out the same one again. */
    @SuppressWarnings("unchecked") // nobody else has the key
    public T get(Endpoint endpoint) {
        Object remembered = endpoint.remembered(key);
        if (remembered == null) {
            T known = known(endpoint);
            endpoint.remember(key, known);
            return known;
        }
        return (T) remembered;
    }

    private T known(Endpoint endpoint) {
        Optional<Class<?>> type = endpoint.type();
        if (type.isEmpty()) {
            return unknown;
        }
        OfClass<T> values = classes.computeIfAbsent(type.get(), key -> OfClass.empty());
        Optional<Method> method = endpoint.method();
        if (method.isPresent()) {
            T known = values.methods().get(method.get());
            return known != null ? known : values.methods().computeIfAbsent(method.get(), key -> maker.apply(endpoint));
        }
        ServletMethods.Verb verb = ServletMethods.Verb.of(endpoint.httpMethod());
        T known = values.verbs().get(verb);
        return known != null ? known : values.verbs().computeIfAbsent(verb, key -> maker.apply(endpoint));
    }
}
