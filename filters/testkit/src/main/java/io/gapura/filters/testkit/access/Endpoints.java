package io.gapura.filters.testkit.access;

import io.gapura.filters.Endpoint;
import io.gapura.filters.PathParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that code declares, found without a server: Jakarta REST resources with what their locators lead to, and
 * servlets. Finds which of them a path leads to. Immutable.
 *
 * <p>Not seen: resources and servlets that are registered by code, what a locator returns as {@code Object} or as an
 * interface, and operations that a runtime generates. What an {@code Application} does not register is listed all the same.
 */
public final class Endpoints {
    private final Map<String, Endpoint> byId;

    private Endpoints(Map<String, Endpoint> byId) {
        this.byId = byId;
    }

    /** Of these classes: resources, and servlets with {@code @WebServlet}. */
    public static Endpoints of(Class<?>... classes) {
        EndpointCollector collector = new EndpointCollector();
        for (Class<?> type : classes) {
            collector.add(type);
        }
        return of(collector.endpoints());
    }

    /** A servlet that code or a descriptor maps to a pattern. */
    public static Endpoints servlet(String pattern, Class<?> type) {
        EndpointCollector collector = new EndpointCollector();
        collector.servlet(pattern, type);
        return of(collector.endpoints());
    }

    /**
     * Of all classes below a directory or in a jar that are on the class path of the test.
     *
     * @throws IllegalArgumentException when one of them declares endpoints and cannot be read
     */
    public static Endpoints in(Path... places) {
        ClassPathScan scan = ClassPathScan.of(List.of(places), List.of());
        if (!scan.unreadable().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", scan.unreadable()));
        }
        return scan.endpoints();
    }

    static Endpoints of(Collection<Endpoint> endpoints) {
        Map<String, Endpoint> byId = new LinkedHashMap<>();
        endpoints.stream()
                .sorted(Comparator.comparing(Endpoint::id))
                .forEach(endpoint -> byId.put(endpoint.id(), endpoint));
        return new Endpoints(byId);
    }

    /** The same and those. */
    public Endpoints and(Endpoints others) {
        List<Endpoint> all = new ArrayList<>(byId.values());
        all.addAll(others.byId.values());
        return of(all);
    }

    /** Sorted by id, each once. */
    public List<Endpoint> list() {
        return List.copyOf(byId.values());
    }

    /** What a path leads to, and what its template makes of the path. */
    public record Found(Endpoint endpoint, PathParameters parameters) {}

    /**
     * What a request is for: of several, the one with more literals from the left. HEAD is its GET. A locator is no target,
     * nor is what only a locator leads to.
     *
     * @param path within the application
     * @param restPath where the REST application is mapped, such as {@code /api}; empty: at the root
     */
    public Optional<Found> find(String method, String path, String restPath) {
        Optional<Found> exact = best(method, path, restPath);
        return exact.isEmpty() && method.equals("HEAD") ? best("GET", path, restPath) : exact;
    }

    private Optional<Found> best(String method, String path, String restPath) {
        TemplateMatch best = null;
        Endpoint found = null;
        for (Endpoint endpoint : byId.values()) {
            TemplateMatch match = answers(endpoint, method) ? match(endpoint, path, restPath) : null;
            if (match != null && (best == null || match.rank().compareTo(best.rank()) > 0)) {
                best = match;
                found = endpoint;
            }
        }
        return found == null || best == null ? Optional.empty() : Optional.of(new Found(found, best.parameters()));
    }

    private static boolean answers(Endpoint endpoint, String method) {
        boolean any = endpoint.httpMethod().equals("*") && endpoint.method().isEmpty();
        return any || endpoint.httpMethod().equals(method);
    }

    private static @Nullable TemplateMatch match(Endpoint endpoint, String path, String restPath) {
        if (endpoint.method().isEmpty()) {
            return TemplateMatch.ofMapping(endpoint.template(), path);
        }
        boolean below = path.startsWith(restPath)
                && (path.length() == restPath.length() || path.startsWith("/", restPath.length()));
        return below ? TemplateMatch.ofTemplate(endpoint.template(), path.substring(restPath.length())) : null;
    }
}
