package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a policy document says of classes that nobody can annotate, as though it were written there. A class that is
 * annotated as well has two authors, and fails.
 *
 * @param classes by binary name
 */
record EndpointEntries(Map<String, OfClass> classes) {
    static final EndpointEntries NONE = new EndpointEntries(Map.of());

    EndpointEntries {
        classes = Map.copyOf(classes);
    }

    /**
     * What is said of one class.
     *
     * @param place of the first entry
     * @param methods by name and parameters, such as {@code run(java.lang.String)}
     */
    record OfClass(String place, Written itself, Map<String, Written> methods) {
        OfClass {
            methods = Map.copyOf(methods);
        }
    }

    /** What is said of a class itself; nothing when the document does not speak of that class. */
    Optional<Written> of(Class<?> type) {
        return entry(type).map(OfClass::itself);
    }

    /** What is said of a method itself; nothing when the document does not speak of its class. */
    Optional<Written> of(Method method) {
        return entry(method.getDeclaringClass())
                .map(entry -> entry.methods().getOrDefault(signature(method), Written.nothing()));
    }

    private Optional<OfClass> entry(Class<?> type) {
        OfClass entry = classes.get(type.getName());
        if (entry != null) {
            requireUnannotated(type, entry);
        }
        return Optional.ofNullable(entry);
    }

    private static void requireUnannotated(Class<?> type, OfClass entry) {
        boolean onMethod = Stream.of(type.getDeclaredMethods())
                .anyMatch(method ->
                        !Written.on(method, Declarations.place(method)).isNothing());
        if (onMethod || !Written.on(type, type.getName()).isNothing()) {
            throw ConfigurationException.at(
                    entry.place(), "rule-conflict " + type.getName() + " has annotations about access itself");
        }
    }

    /** {@code run(java.lang.String)}. */
    static String signature(Method method) {
        String place = Declarations.place(method);
        return place.substring(place.indexOf('#') + 1);
    }
}
