package io.gapura.filters.testkit.access;

import io.gapura.filters.Endpoint;
import io.gapura.filters.jaxrs.ResourceEndpoints;
import io.gapura.filters.servlet.ServletClasses;
import jakarta.servlet.annotation.WebServlet;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what classes declare. Belongs to one scan. */
final class EndpointCollector {
    private final ResourceEndpoints resources = new ResourceEndpoints();
    private final Map<String, Endpoint> found = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    List<Endpoint> endpoints() {
        return List.copyOf(found.values());
    }

    /** What is there and cannot be seen from class files. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Takes a class in; one that declares no endpoint changes nothing. */
    void add(Class<?> type) {
        WebServlet mapped = type.getAnnotation(WebServlet.class);
        if (mapped != null) {
            Stream.of(mapped.value(), mapped.urlPatterns())
                    .flatMap(Stream::of)
                    .forEach(pattern -> servlet(pattern, type));
        }
        boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        if (concrete && ResourceEndpoints.isRoot(type)) {
            resource(type);
        }
    }

    /** A servlet behind a pattern. */
    void servlet(String pattern, Class<?> type) {
        ServletClasses.methods(type).forEach(method -> add(Endpoint.servlet(method, pattern, type)));
    }

    /** A mapping whose servlet is not there: an endpoint all the same, and one that no rule covers. */
    void unknownServlet(String pattern, String handler) {
        add(Endpoint.unknown("*", pattern, handler));
    }

    private void add(Endpoint endpoint) {
        found.put(endpoint.id(), endpoint);
    }

    private void resource(Class<?> type) {
        if (!seen.add(type)) {
            return;
        }
        for (Method method : type.getMethods()) {
            String verb = resources.of(type, method, "").httpMethod();
            if (!verb.isEmpty() && !method.isBridge()) {
                endpoint(type, method, verb);
            } else if (!verb.isEmpty()) {
                written(type, method, verb);
            }
        }
    }

    /** A bridge stands for a method that overrides a generic one and carries no annotations of its own. */
    private void written(Class<?> type, Method bridge, String verb) {
        for (Method method : type.getMethods()) {
            boolean behind = !method.isBridge()
                    && method.getName().equals(bridge.getName())
                    && method.getParameterCount() == bridge.getParameterCount()
                    && resources.of(type, method, "").httpMethod().isEmpty();
            if (behind) {
                endpoint(type, method, verb);
            }
        }
    }

    private void endpoint(Class<?> type, Method method, String verb) {
        add(new ResourceEndpoints().of(type, method, verb));
        if (verb.equals(Endpoint.LOCATOR)) {
            Class<?> target = target(method);
            boolean concrete = !target.isInterface() && !Modifier.isAbstract(target.getModifiers());
            if (concrete && target != Object.class) {
                resource(target);
            } else {
                notes.add("not seen: what " + type.getName() + "#" + method.getName() + " leads to, a "
                        + target.getName() + " that is known at run time alone");
            }
        }
    }

    /** A locator returns an instance, or the class of one. */
    private static Class<?> target(Method locator) {
        Type returned = locator.getGenericReturnType();
        if (locator.getReturnType() == Class.class
                && returned instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> named) {
            return named;
        }
        return locator.getReturnType() == Class.class ? Object.class : locator.getReturnType();
    }
}
