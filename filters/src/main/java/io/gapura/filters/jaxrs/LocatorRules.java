package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Finds sub-resource locators under a rule that nobody asked about: after matching, a locator has run already, and its
 * annotations are not visible in {@code ResourceInfo} (jersey#3021). Where no early hook ruled on them
 * ({@code filters/jersey} does), such a request is refused rather than let past the rule.
 *
 * <p>Thread-safe; remembers each class that has locators, bounded by the application's classes.
 */
final class LocatorRules {
    private final ResourceEndpoints endpoints;
    private final ConcurrentHashMap<Class<?>, List<Locator>> known = new ConcurrentHashMap<>();

    /** A locator and the paths it fits, any prefix before it. */
    private record Locator(Endpoint endpoint, Pattern fits) {}

    LocatorRules(ResourceEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Whether a locator that may have run on the way has a rule, and no hook decided on it. */
    boolean arePassedBy(ContainerRequestContext request, Exchange exchange) {
        List<Object> chain = request.getUriInfo().getMatchedResources();
        if (chain.size() < 2 || Boolean.TRUE.equals(request.getProperty(ResourceEndpoints.LOCATORS_RULED))) {
            return false;
        }
        List<String> uris = request.getUriInfo().getMatchedURIs();
        return chain.subList(1, chain.size()).stream()
                .flatMap(resource -> locators(resource).stream())
                .filter(locator -> uris.stream()
                        .anyMatch(uri -> locator.fits().matcher(trimmed(uri)).matches()))
                .anyMatch(locator -> exchange.isCovered(locator.endpoint()));
    }

    /** Instances on Jersey and RESTEasy, classes on CXF. */
    private List<Locator> locators(Object resource) {
        Class<?> type = resource instanceof Class<?> named ? named : resource.getClass();
        return known.computeIfAbsent(type, this::find);
    }

    private List<Locator> find(Class<?> type) {
        List<Locator> found = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (ResourceEndpoints.isLocator(type, method)) {
                Endpoint endpoint = endpoints.of(type, method, "*");
                found.add(new Locator(endpoint, pattern(endpoint.template())));
            }
        }
        return List.copyOf(found);
    }

    /** Wider than what the runtime matches, never narrower: a parameter fits anything. */
    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder("(?:.*/)?");
        int depth = 0;
        for (char c : trimmed(template).toCharArray()) {
            if (c == '{' && depth++ == 0) {
                regex.append(".+");
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String trimmed(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
        return path.substring(start, end);
    }
}
