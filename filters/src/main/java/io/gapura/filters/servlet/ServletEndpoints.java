package io.gapura.filters.servlet;

import io.gapura.filters.Endpoint;
import io.gapura.filters.GateAnswer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which servlet will be called, known in the filter from the mapping of the dispatch. A servlet that nobody knows, the
 * container's default servlet and the target of a named dispatch are endpoints that no rule covers.
 *
 * <p>Thread-safe. Keeps one endpoint per servlet, pattern and standard method, nothing that a client can fill.
 */
final class ServletEndpoints {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

    private final ServletContext context;
    private final boolean jaxrs;
    private final Set<String> restServlets;
    private final Map<String, Known> servlets = new ConcurrentHashMap<>();

    /** Where a dispatch goes. */
    private record Mapped(String servlet, String pattern) {}

    /**
     * What is known of one servlet.
     *
     * @param reads whether it serves files and changes none
     */
    private record Known(
            @Nullable Class<?> type, boolean rest, boolean files, boolean reads, Map<String, Endpoint[]> byPattern) {}

    ServletEndpoints(ServletContext context, boolean jaxrs, Set<String> restServlets) {
        this.context = context;
        this.jaxrs = jaxrs;
        this.restServlets = restServlets;
    }

    /** Runs the endpoint stage for this dispatch, or leaves it to the feature. */
    Optional<GateAnswer> enter(Passage passage, HttpServletRequest request) throws IOException {
        Mapped mapping = mapping(request);
        String name = mapping == null ? "" : mapping.servlet();
        Known servlet = known(name);
        if (servlet != null && servlet.type() == ErrorPageServlet.class) {
            return Optional.of(passage.exchange().refuse(ErrorDispatch.notFound()));
        }
        boolean elsewhere = passage.goesTo(name);
        if (jaxrs && servlet != null && isRest(servlet, passage, request)) {
            if (elsewhere) {
                passage.exchange().awaitEndpoint();
            }
            return Optional.empty();
        }
        Endpoint endpoint = endpoint(request.getMethod(), mapping, servlet);
        return request.getDispatcherType() == DispatcherType.REQUEST
                ? passage.exchange().enter(endpoint)
                : passage.exchange().enter(endpoint, ServletViews.dispatchedPath(request));
    }

    private boolean isRest(Known servlet, Passage passage, HttpServletRequest request) {
        if (servlet.rest() || !servlet.reads()) {
            return servlet.rest();
        }
        String path = request.getDispatcherType() == DispatcherType.REQUEST
                ? passage.exchange().request().target().path()
                : ServletViews.dispatchedPath(request);
        return RestServlets.isBehindOne(path, context, restServlets);
    }

    /** Of this dispatch; null for a named one, which the API does not show. */
    private @Nullable Mapped mapping(HttpServletRequest request) {
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.INCLUDE) {
            return included(request);
        }
        boolean named = dispatch == DispatcherType.FORWARD
                && request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) == null;
        if (named) {
            return null;
        }
        HttpServletMapping mapping = request.getHttpServletMapping();
        return mapping == null ? null : mapped(mapping);
    }

    /** Liberty names no servlet, nor a pattern, where nothing is mapped. */
    private static Mapped mapped(HttpServletMapping given) {
        String servlet = given.getServletName();
        String pattern = given.getPattern();
        return new Mapped(servlet == null ? "" : servlet, pattern == null ? "" : pattern);
    }

    /** By the path of the include; its mapping only where it fits: Undertow 2.3.26 gives that of the includer. */
    private @Nullable Mapped included(HttpServletRequest request) {
        if (!(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) instanceof String path)) {
            return null;
        }
        boolean rest = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO) != null;
        int dot = path.lastIndexOf('.');
        List<String> patterns = rest
                ? List.of(path + "/*")
                : List.of(path, path + "/*", dot < 0 ? path : "*" + path.substring(dot), "/");
        if (request.getAttribute(RequestDispatcher.INCLUDE_MAPPING) instanceof HttpServletMapping given
                && (path.equals(given.getPattern()) || (path + "/*").equals(given.getPattern()))) {
            return mapped(given);
        }
        for (String pattern : patterns) {
            for (ServletRegistration registration :
                    context.getServletRegistrations().values()) {
                if (registration.getMappings().contains(pattern)) {
                    return new Mapped(registration.getName(), pattern);
                }
            }
        }
        return null;
    }

    private @Nullable Known known(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        Known known = servlets.get(name);
        if (known == null) {
            ServletRegistration registration = context.getServletRegistration(name);
            if (registration == null) {
                return null;
            }
            known = read(registration);
            servlets.put(name, known);
        }
        return known;
    }

    private Known read(ServletRegistration registration) {
        boolean rest = restServlets.contains(registration.getName()) || RestServlets.isOne(registration, context);
        Class<?> type = ServletClasses.of(registration, context);
        boolean files = type == null && ServletClasses.isDefault(registration);
        boolean reads = files && !"false".equals(registration.getInitParameter("readonly"));
        return new Known(type, rest, files, reads, new ConcurrentHashMap<>());
    }

    private static Endpoint endpoint(String method, @Nullable Mapped mapping, @Nullable Known servlet) {
        String pattern = mapping == null ? "named-dispatch" : mapping.pattern();
        int slot = METHODS.indexOf(method);
        if (servlet == null || slot < 0) {
            return make(method, pattern, servlet);
        }
        Endpoint[] made = servlet.byPattern().get(pattern);
        if (made == null) {
            made = servlet.byPattern()
                    .computeIfAbsent(
                            pattern,
                            absent -> METHODS.stream()
                                    .map(each -> make(each, absent, servlet))
                                    .toArray(Endpoint[]::new));
        }
        return made[slot];
    }

    private static Endpoint make(String method, String pattern, @Nullable Known servlet) {
        Class<?> type = servlet == null ? null : servlet.type();
        boolean files = servlet == null ? pattern.equals("/") : servlet.files();
        if (files) {
            return Endpoint.files(method, pattern);
        }
        return type == null
                ? Endpoint.unknown(method, pattern, "unknown servlet")
                : Endpoint.servlet(method, pattern, type);
    }

    /** Servlets in which a REST runtime serves, by name, where no feature of ours rules in it: each is one endpoint then. */
    Map<String, List<Endpoint>> unruledRest() {
        Map<String, List<Endpoint>> found = new TreeMap<>();
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            Known servlet = known(registration.getName());
            if (servlet != null && servlet.rest() && !jaxrs) {
                found.put(
                        registration.getName(),
                        registration.getMappings().stream()
                                .flatMap(pattern -> ServletClasses.methods(servlet.type()).stream()
                                        .map(method -> make(method, pattern, servlet)))
                                .toList());
            }
        }
        return found;
    }

    /** All servlets with the methods that they implement, for the coverage report; REST runtimes report their own. */
    List<Endpoint> known() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            Known servlet = known(registration.getName());
            boolean ours = servlet != null && servlet.type() == ErrorPageServlet.class;
            if (servlet != null && !ours && !(jaxrs && servlet.rest())) {
                for (String pattern : registration.getMappings()) {
                    for (String method : ServletClasses.methods(servlet.type())) {
                        endpoints.add(make(method, pattern, servlet));
                    }
                }
            }
        }
        return endpoints;
    }
}
