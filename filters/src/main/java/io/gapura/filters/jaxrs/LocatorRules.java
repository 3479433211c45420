package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.PathParameters;
import io.gapura.filters.Rejection;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks for the rules of the sub-resource locators on the way where nobody has asked before they ran: after matching their
 * annotations are not visible in {@code ResourceInfo} (jersey#3021). A policy that wants to be asked early, as
 * {@code filters/jersey} does, is not asked late: such a request is refused rather than let past the rule.
 *
 * <p>Which method of a class was the locator, no runtime says: every one that fits what was matched must admit.
 * Thread-safe; what it remembers goes with the application's classes.
 */
final class LocatorRules {
    private static final Rejection UNRULED = Rejection.of(500, "gate-misconfigured", "locator-unruled")
            .asHard()
            .note(
                    "a locator under a rule has run before the rule: register GapuraJerseyFeature, rule on the sub-resource,"
                            + " or let the policy rule late");

    private final ResourceEndpoints endpoints;
    private final ClassValue<List<Locator>> known = new ClassValue<>() {
        @Override
        protected List<Locator> computeValue(Class<?> type) {
            return endpoints.locators(type).stream()
                    .map(endpoint -> new Locator(endpoint, LocatorPath.of(ResourceEndpoints.ownPath(endpoint))))
                    .toList();
        }
    };

    /** A locator and the paths it fits, any prefix before it. */
    private record Locator(Endpoint endpoint, LocatorPath path) {}

    LocatorRules(ResourceEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Runs the endpoint stage for each locator under a rule that has run, the outermost first. */
    Optional<GateAnswer> enter(ContainerRequestContext request, Exchange exchange, PathParameters parameters)
            throws IOException {
        for (Endpoint locator : passed(request, exchange)) {
            Optional<GateAnswer> decided = exchange.mayRuleLate(locator)
                    ? exchange.enter(locator, parameters)
                    : Optional.of(exchange.refuse(UNRULED));
            if (decided.isPresent()) {
                return decided;
            }
        }
        return Optional.empty();
    }

    /**
     * The values that the templates on the way took out of the path. CXF tells of one value where a locator and the method
     * behind it use one name, and hands the method another: that is a name bound twice as well.
     */
    PathParameters parameters(ContainerRequestContext request, Endpoint endpoint) {
        PathParameters told = ResourceEndpoints.parameters(request.getUriInfo());
        return new PathParameters() {
            @Override
            public List<String> all(String name) {
                List<String> values = told.all(name);
                boolean twice = values.size() == 1
                        && endpoint.method().isPresent()
                        && binds(ResourceEndpoints.ownPath(endpoint), name)
                        && fitting(request).stream().anyMatch(locator -> binds(locator.template(), name));
                return twice ? List.of(values.get(0), values.get(0)) : values;
            }

            @Override
            public Optional<Object> handler() {
                return told.handler();
            }
        };
    }

    private static boolean binds(String template, String name) {
        return Pattern.compile("\\{\\s*" + Pattern.quote(name) + "\\s*[:}]")
                .matcher(template)
                .find();
    }

    private List<Endpoint> passed(ContainerRequestContext request, Exchange exchange) {
        return Boolean.TRUE.equals(request.getProperty(ResourceEndpoints.LOCATORS_RULED))
                ? List.of()
                : fitting(request).stream().filter(exchange::isCovered).toList();
    }

    /** The locators that may have run, the outermost first. */
    private List<Endpoint> fitting(ContainerRequestContext request) {
        List<Object> chain = request.getUriInfo().getMatchedResources();
        if (chain.size() < 2) {
            return List.of();
        }
        List<String> uris = request.getUriInfo().getMatchedURIs();
        List<Endpoint> found = new ArrayList<>();
        for (int i = chain.size() - 1; i > 0; i--) {
            locators(chain.get(i)).stream()
                    .filter(locator -> uris.stream().anyMatch(locator.path()::fits))
                    .map(Locator::endpoint)
                    .forEach(found::add);
        }
        return found;
    }

    /** Instances on Jersey and RESTEasy, classes on CXF. */
    private List<Locator> locators(Object resource) {
        return known.get(resource instanceof Class<?> named ? named : resource.getClass());
    }
}
