package io.gapura.filters.jaxrs;

import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Registers the mappers for exact types, those of libraries where the libraries are, and sees whether somebody else has
 * one for {@code Throwable}.
 */
final class Mappers {
    private Mappers() {}

    static void register(FeatureContext context) {
        register(context, new FailureMapper.OfThrowable());
        register(context, new FailureMapper.OfWebApplication());
        register(context, new FailureMapper.OfProcessing());
        if (Presence.of("com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException")) {
            JacksonFailures.register(context);
        }
        if (Presence.of("jakarta.json.bind.JsonbException")) {
            JsonbFailures.register(context);
        }
        if (Presence.of("jakarta.validation.ConstraintViolationException")) {
            ValidationFailures.register(context);
        }
    }

    /** With the best priority there is: of two mappers for one type the smaller number wins. */
    static void register(FeatureContext context, ExceptionMapper<?> mapper) {
        context.register(mapper, Map.of(ExceptionMapper.class, 1));
    }

    /** The names of foreign mappers that would take whatever nobody else takes. */
    static Set<String> foreignCatchAlls(Configuration configuration) {
        Set<String> names = new TreeSet<>();
        Stream.concat(
                        configuration.getClasses().stream(),
                        configuration.getInstances().stream().map(Object::getClass))
                .filter(ExceptionMapper.class::isAssignableFrom)
                .filter(type -> !FailureMapper.class.isAssignableFrom(type))
                .filter(Mappers::isCatchAll)
                .forEach(type -> names.add(type.getName()));
        return names;
    }

    /** Declared as such; what hides in a hierarchy of generic classes is not seen. */
    private static boolean isCatchAll(Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Type face : each.getGenericInterfaces()) {
                if (face instanceof ParameterizedType mapper
                        && mapper.getRawType() == ExceptionMapper.class
                        && (mapper.getActualTypeArguments()[0] == Throwable.class
                                || mapper.getActualTypeArguments()[0] == Exception.class)) {
                    return true;
                }
            }
        }
        return false;
    }
}
