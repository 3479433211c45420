package io.gapura.validation;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Annotations of libraries that need not be there, known by their simple names: Jackson's and JSON-B's. Attributes are
 * read by their name.
 */
final class Foreign {
    private static final Set<String> LIBRARIES = Set.of("com.fasterxml.jackson", "tools.jackson", "jakarta.json.bind");

    private Foreign() {}

    /** Whether one of these stands there. */
    static boolean has(Iterable<Annotation> annotations, String... names) {
        Set<String> wanted = Set.of(names);
        for (Annotation each : annotations) {
            if (isOfLibrary(each) && wanted.contains(each.annotationType().getSimpleName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfLibrary(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return LIBRARIES.stream().anyMatch(name::startsWith);
    }

    /** The first attribute of that name on an annotation of that simple name. */
    static Optional<Object> attribute(Iterable<Annotation> annotations, String name, String attribute) {
        for (Annotation each : annotations) {
            if (isOfLibrary(each) && each.annotationType().getSimpleName().equals(name)) {
                return attribute(each, attribute);
            }
        }
        return Optional.empty();
    }

    /** Empty when it has none of that name. */
    static Optional<Object> attribute(Annotation annotation, String attribute) {
        try {
            Method method = annotation.annotationType().getMethod(attribute);
            return Optional.ofNullable(method.invoke(annotation));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
            return Optional.empty();
        }
    }

    /** The name that is written on a member, if one is. */
    static Optional<String> memberName(Iterable<Annotation> annotations) {
        for (String name : List.of("JsonProperty", "JsonbProperty")) {
            Optional<String> written =
                    attribute(annotations, name, "value").map(Object::toString).filter(each -> !each.isEmpty());
            if (written.isPresent()) {
                return written;
            }
        }
        return Optional.empty();
    }

    /** Whether nobody may set it from outside. */
    static boolean isHidden(Iterable<Annotation> annotations) {
        boolean readOnly = attribute(annotations, "JsonProperty", "access")
                .filter(access -> access.toString().equals("READ_ONLY"))
                .isPresent();
        boolean ignored = has(annotations, "JsonIgnore")
                && !attribute(annotations, "JsonIgnore", "value").equals(Optional.of(false));
        return readOnly || ignored || has(annotations, "JsonbTransient");
    }
}
