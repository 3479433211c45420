package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a matched resource method, made once per class and method: bounded by the application's methods.
 * What no application class stands behind, such as a generated {@code OPTIONS}, is an endpoint of unknown class, which no
 * rule covers.
 *
 * <p>Thread-safe.
 */
public final class ResourceEndpoints {
    /** A request property: somebody rules on locators before they run. */
    public static final String LOCATORS_RULED = "io.gapura.jaxrs.locators-ruled";

    private static final List<String> RUNTIMES =
            List.of("org.glassfish.jersey.", "org.jboss.resteasy.", "org.apache.cxf.");

    private final ConcurrentHashMap<Key, Endpoint> known = new ConcurrentHashMap<>();

    /** Knows nothing yet. */
    public ResourceEndpoints() {}

    private record Key(Class<?> type, Method method) {}

    /** What matching found, for a request of that method. */
    public Endpoint of(ResourceInfo matched, String httpMethod) {
        return of(matched.getResourceClass(), matched.getResourceMethod(), httpMethod);
    }

    /** The class that runs, which may inherit the method; either is null when the runtime made the operation up. */
    public Endpoint of(@Nullable Class<?> type, @Nullable Method method, String httpMethod) {
        if (type == null || method == null || isOfRuntime(type) || isOfRuntime(method.getDeclaringClass())) {
            return generated(httpMethod);
        }
        Key key = new Key(type, method);
        Endpoint made = known.get(key);
        return made != null ? made : known.computeIfAbsent(key, absent -> make(type, method, httpMethod));
    }

    /** An operation that nobody wrote. */
    public static Endpoint generated(String httpMethod) {
        return Endpoint.unknown(httpMethod, "*", "generated");
    }

    private static boolean isOfRuntime(Class<?> type) {
        return RUNTIMES.stream().anyMatch(type.getName()::startsWith);
    }

    private static Endpoint make(Class<?> type, Method method, String httpMethod) {
        Method declared = annotated(type, method);
        // The class as it was reported: who decides by annotations knows which subclasses nobody wrote.
        return Endpoint.resource(designator(declared, httpMethod), template(type, declared), type, method);
    }

    /** The annotation decides, not the request: HEAD on a GET method is that method. */
    private static String designator(Method method, String httpMethod) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod named = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (named != null) {
                return named.value();
            }
        }
        return httpMethod;
    }

    private static String template(Class<?> type, Method method) {
        Path onType = pathOf(type);
        Path onMethod = method.getAnnotation(Path.class);
        String joined = part(onType) + part(onMethod);
        return joined.isEmpty() ? "/" : joined;
    }

    private static String part(@Nullable Path path) {
        if (path == null) {
            return "";
        }
        String bare = path.value().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }

    private static @Nullable Path pathOf(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        Path own = type.getAnnotation(Path.class);
        Path found = own != null ? own : pathOf(type.getSuperclass());
        for (Class<?> face : type.getInterfaces()) {
            found = found != null ? found : pathOf(face);
        }
        return found;
    }

    /** Jakarta REST annotations are inherited from the method that is overridden (REST 3.1 §3.6); the nearest wins. */
    private static Method annotated(Class<?> type, Method method) {
        Method found = search(type, method);
        return found == null ? method : found;
    }

    private static @Nullable Method search(@Nullable Class<?> type, Method method) {
        if (type == null) {
            return null;
        }
        for (Method candidate : type.getDeclaredMethods()) {
            if (candidate.getName().equals(method.getName())
                    && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())
                    && isMapped(candidate)) {
                return candidate;
            }
        }
        Method found = search(type.getSuperclass(), method);
        for (Class<?> face : type.getInterfaces()) {
            found = found != null ? found : search(face, method);
        }
        return found;
    }

    /** Whether a method only leads to a sub-resource: a path, and no request method. */
    static boolean isLocator(Class<?> type, Method method) {
        Method declared = annotated(type, method);
        return declared.isAnnotationPresent(Path.class)
                && designator(declared, "").isEmpty();
    }

    private static boolean isMapped(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation instanceof Path || annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
                return true;
            }
        }
        return false;
    }
}
