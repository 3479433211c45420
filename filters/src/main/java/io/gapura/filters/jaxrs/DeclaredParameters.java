package io.gapura.filters.jaxrs;

import io.gapura.filters.Violation;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a parameter of a resource is called by clients: the name in its annotation, and never that of the argument.
 * Annotations are inherited from the method that is overridden (REST 3.1 §3.6), and a proxy has those of its superclass.
 */
final class DeclaredParameters {
    static final int LONGEST_NAME = 128;

    /** A declared parameter. */
    record Named(Violation.Place place, String name) {
        Violation violation(String word) {
            return new Violation(place, name.length() > LONGEST_NAME ? "" : name, "param." + word);
        }
    }

    private DeclaredParameters() {}

    static @Nullable Method method(Class<?> root, Path.MethodNode node) {
        Class<?>[] types = node.getParameterTypes().toArray(Class<?>[]::new);
        return hierarchy(root).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method ->
                        method.getName().equals(node.getName()) && Arrays.equals(method.getParameterTypes(), types))
                .findFirst()
                .orElse(null);
    }

    static Optional<Named> of(Class<?> root, @Nullable Method method, int index) {
        return annotations(root, method, index).stream()
                .map(DeclaredParameters::named)
                .flatMap(Optional::stream)
                .findFirst();
    }

    static boolean isBean(Class<?> root, @Nullable Method method, int index) {
        return annotations(root, method, index).stream().anyMatch(BeanParam.class::isInstance);
    }

    private static List<Annotation> annotations(Class<?> root, @Nullable Method method, int index) {
        List<Annotation> all = new ArrayList<>();
        if (method == null || index >= method.getParameterCount()) {
            return all;
        }
        for (Class<?> type : hierarchy(root)) {
            for (Method each : type.getDeclaredMethods()) {
                if (each.getName().equals(method.getName())
                        && Arrays.equals(each.getParameterTypes(), method.getParameterTypes())) {
                    all.addAll(Arrays.asList(each.getParameterAnnotations()[index]));
                }
            }
        }
        return all;
    }

    /** By the field, or by its accessors. */
    static Optional<Named> ofProperty(Class<?> bean, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String accessor = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (Class<?> type : hierarchy(bean)) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && annotated(field).isPresent()) {
                    return annotated(field);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                boolean its = method.getName().equals("set" + accessor)
                        || method.getName().equals("get" + accessor)
                        || method.getName().equals(name);
                if (its && annotated(method).isPresent()) {
                    return annotated(method);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Named> annotated(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(DeclaredParameters::named)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Named> named(Annotation annotation) {
        Named named = null;
        if (annotation instanceof QueryParam query) {
            named = new Named(Violation.Place.QUERY, query.value());
        } else if (annotation instanceof PathParam path) {
            named = new Named(Violation.Place.TARGET, path.value());
        } else if (annotation instanceof HeaderParam header) {
            named = new Named(Violation.Place.HEADER, header.value());
        } else if (annotation instanceof CookieParam cookie) {
            named = new Named(Violation.Place.COOKIE, cookie.value());
        } else if (annotation instanceof FormParam form) {
            named = new Named(Violation.Place.FORM, form.value());
        } else if (annotation instanceof MatrixParam matrix) {
            named = new Named(Violation.Place.TARGET, matrix.value());
        }
        return Optional.ofNullable(named);
    }

    private static List<Class<?>> hierarchy(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            all.add(each);
            faces(each, all);
        }
        return all;
    }

    private static void faces(Class<?> type, List<Class<?>> all) {
        for (Class<?> face : type.getInterfaces()) {
            all.add(face);
            faces(face, all);
        }
    }
}
