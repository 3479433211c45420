package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.PathParameters;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a matched resource method, made once per class and method: bounded by the application's methods, and
 * let go of with their class.
 * What no application class stands behind, such as a generated {@code OPTIONS}, is an endpoint of unknown class, which no
 * rule covers.
 *
 * <p>Thread-safe.
 */
public final class ResourceEndpoints {
    /** A property of requests and of the application: somebody rules on locators before they run. */
    public static final String LOCATORS_RULED = "io.gapura.jaxrs.locators-ruled";

    private static final List<String> RUNTIMES =
            List.of("org.glassfish.jersey.", "org.jboss.resteasy.", "org.apache.cxf.");

    /** With the class: one that comes at run time and is unloaded again takes its endpoints with it. */
    private final ClassValue<Map<Key, Endpoint>> known = new ClassValue<>() {
        @Override
        protected Map<Key, Endpoint> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** Knows nothing yet. */
    public ResourceEndpoints() {}

    /**
     * One method, for the HTTP method that it was registered for where it does not say that itself.
     *
     * @param httpMethod empty: its own annotation says it
     */
    private record Key(Method method, String httpMethod) {}

    /** What matching found, for a request of that method. */
    public Endpoint of(ResourceInfo matched, String httpMethod) {
        return of(matched.getResourceClass(), matched.getResourceMethod(), httpMethod);
    }

    /** The same while a request is served: an endpoint that nobody knew before is reported. */
    public Endpoint of(@Nullable Class<?> type, @Nullable Method method, String httpMethod, Exchange exchange) {
        return of(type, method, httpMethod, exchange::firstSeen);
    }

    /** The class that runs, which may inherit the method; either is null when the runtime made the operation up. */
    public Endpoint of(@Nullable Class<?> type, @Nullable Method method, String httpMethod) {
        return of(type, method, httpMethod, endpoint -> {});
    }

    private Endpoint of(
            @Nullable Class<?> type, @Nullable Method method, String httpMethod, Consumer<Endpoint> firstSeen) {
        if (type == null || method == null || isOfRuntime(type) || isOfRuntime(method.getDeclaringClass())) {
            return generated(httpMethod);
        }
        Map<Key, Endpoint> ofType = known.get(type);
        Endpoint made = ofType.get(new Key(method, ""));
        if (made == null) {
            made = ofType.get(new Key(method, httpMethod));
        }
        if (made == null) {
            made = make(type, method, httpMethod);
            boolean said = !designator(annotated(type, method), "").isEmpty();
            if (ofType.putIfAbsent(new Key(method, said ? "" : httpMethod), made) == null) {
                firstSeen.accept(made);
            }
        }
        return made;
    }

    /** The locator methods of a class, each an endpoint of its own. */
    List<Endpoint> locators(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> !method.isBridge() && isLocator(type, method))
                .map(method -> of(type, method, Endpoint.LOCATOR))
                .toList();
    }

    /** What its own method adds to a path: the path of the class does not count where that is a sub-resource. */
    static String ownPath(Endpoint locator) {
        Method method = locator.method().orElseThrow();
        return part(annotated(locator.type().orElse(method.getDeclaringClass()), method)
                .getAnnotation(Path.class));
    }

    /** The methods of a class that answer requests. */
    List<Endpoint> methods(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> !method.isBridge()
                        && !designator(annotated(type, method), "").isEmpty()
                        && !isLocator(type, method))
                .map(method -> of(type, method, "OPTIONS"))
                .toList();
    }

    /** Whether a class is a root resource. */
    public static boolean isRoot(Class<?> type) {
        return pathOf(type) != null;
    }

    /** An operation that nobody wrote, and that tells of nothing. */
    public static Endpoint generated(String httpMethod) {
        return Endpoint.generated(httpMethod, List.of());
    }

    /** The values that the templates of the matched methods took out of the path; read when a policy wants one. */
    public static PathParameters parameters(UriInfo uri) {
        return new Matched(uri);
    }

    private record Matched(UriInfo uri) implements PathParameters {
        @Override
        public List<String> all(String name) {
            List<String> values = uri.getPathParameters().get(name);
            return values == null ? List.of() : List.copyOf(values);
        }

        /** The resource that was matched last is the one that is called; CXF shows its class, which is no object of it. */
        @Override
        public Optional<Object> handler() {
            List<Object> matched = uri.getMatchedResources();
            return matched == null
                    ? Optional.empty()
                    : matched.stream().findFirst().filter(shown -> !(shown instanceof Class));
        }
    }

    private static boolean isOfRuntime(Class<?> type) {
        return RUNTIMES.stream().anyMatch(type.getName()::startsWith);
    }

    private static Endpoint make(Class<?> type, Method method, String httpMethod) {
        Method declared = annotated(type, method);
        // The class as it was reported: who decides by annotations knows which subclasses nobody wrote.
        return Endpoint.resource(designator(declared, httpMethod), template(type, declared), type, method);
    }

    /** The annotation decides, not the request: HEAD on a GET method is that method. A path alone makes a locator. */
    private static String designator(Method method, String httpMethod) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod named = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (named != null) {
                return named.value();
            }
        }
        return method.isAnnotationPresent(Path.class) ? Endpoint.LOCATOR : httpMethod;
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
        return designator(annotated(type, method), "").equals(Endpoint.LOCATOR);
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
