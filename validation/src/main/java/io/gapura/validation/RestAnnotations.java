package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of Jakarta REST by their names, so that this module works without its API. What an overridden or
 * implemented method has counts as well (REST 3.1 §3.6), the nearest first.
 */
final class RestAnnotations {
    private static final String API = "jakarta.ws.rs.";

    private static final Map<String, ParameterPlace> PLACES = Map.of(
            API + "PathParam", ParameterPlace.PATH,
            API + "QueryParam", ParameterPlace.QUERY,
            API + "MatrixParam", ParameterPlace.MATRIX,
            API + "HeaderParam", ParameterPlace.HEADER,
            API + "CookieParam", ParameterPlace.COOKIE,
            API + "FormParam", ParameterPlace.FORM);

    private static final Set<String> OF_THE_RUNTIME =
            Set.of(API + "core.Context", API + "container.Suspended", "jakarta.inject.Inject");

    private RestAnnotations() {}

    /** What clients call an input. */
    record Named(ParameterPlace place, String name) {}

    static Optional<Named> named(List<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            ParameterPlace place = PLACES.get(nameOf(annotation));
            if (place != null) {
                return Optional.of(new Named(place, (String) value(annotation)));
            }
        }
        return Optional.empty();
    }

    static boolean isOfTheRuntime(List<Annotation> annotations) {
        return annotations.stream().anyMatch(each -> OF_THE_RUNTIME.contains(nameOf(each)));
    }

    static boolean isBean(List<Annotation> annotations) {
        return has(annotations, API + "BeanParam");
    }

    /** What stands in for a value that is missing. */
    static Optional<String> defaultValue(List<Annotation> annotations) {
        return annotations.stream()
                .filter(each -> nameOf(each).equals(API + "DefaultValue"))
                .findFirst()
                .map(found -> (String) value(found));
    }

    private static boolean has(List<Annotation> annotations, String name) {
        return annotations.stream().anyMatch(each -> nameOf(each).equals(name));
    }

    /** Whether a class is the root of a path, and not only reached by a locator. */
    static boolean isRoot(Class<?> type) {
        return hierarchy(type).stream().anyMatch(at -> has(Arrays.asList(at.getDeclaredAnnotations()), API + "Path"));
    }

    /** The media types that a method takes, in lower case and without parameters; none: any. */
    static List<String> consumes(Class<?> type, Method method) {
        Stream<AnnotatedElement> places = Stream.concat(overridden(type, method).stream(), hierarchy(type).stream());
        return places.flatMap(place -> Arrays.stream(place.getDeclaredAnnotations()))
                .filter(each -> nameOf(each).equals(API + "Consumes"))
                .findFirst()
                .map(found -> Arrays.stream((String[]) value(found))
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(RestAnnotations::essence)
                        .toList())
                .orElse(List.of());
    }

    private static String essence(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        String bare = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
        return bare.strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** What stands on a parameter, here and on the methods that it overrides. */
    static List<Annotation> ofParameter(Class<?> type, Method method, int index) {
        List<Annotation> all = new ArrayList<>();
        overridden(type, method).forEach(at -> all.addAll(Arrays.asList(at.getParameterAnnotations()[index])));
        return all;
    }

    /** The method and all of the same signature above it. */
    static List<Method> overridden(Class<?> type, Method method) {
        return hierarchy(type).stream()
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .filter(each -> !each.isBridge()
                        && each.getName().equals(method.getName())
                        && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
                .toList();
    }

    /** The class, its interfaces, its superclass, and so on. */
    static List<Class<?>> hierarchy(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            all.add(at);
            faces(at, all);
        }
        return all;
    }

    private static void faces(Class<?> type, List<Class<?>> all) {
        for (Class<?> face : type.getInterfaces()) {
            all.add(face);
            faces(face, all);
        }
    }

    private static String nameOf(Annotation annotation) {
        return annotation.annotationType().getName();
    }

    private static Object value(Annotation annotation) {
        try {
            @Nullable
            Object value = annotation.annotationType().getMethod("value").invoke(annotation);
            if (value != null) {
                return value;
            }
        } catch (ReflectiveOperationException notOfThisApi) {
            throw ConfigurationException.of(nameOf(annotation) + " cannot be read");
        }
        throw ConfigurationException.of(nameOf(annotation) + " has no value");
    }
}
