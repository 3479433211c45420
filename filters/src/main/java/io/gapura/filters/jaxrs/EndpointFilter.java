package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * After matching: the endpoint stage, on the class and method that will run. Global, because this alone is called on
 * every runtime, sub-resource methods included; a {@code DynamicFeature} is not (CXF).
 */
final class EndpointFilter implements ContainerRequestFilter {
    /**
     * Under which Jersey in a Servlet keeps a form that it made of the container's parameters because the content was
     * empty: those of the query among them, unless each application says no (ServletProperties,
     * QUERY_PARAMS_AS_FORM_PARAMS_DISABLED), which no feature can say for it.
     */
    private static final String JERSEY_FORM = "jersey.config.server.representation.decoded.form";

    private final Gate gate;
    private final ResourceEndpoints endpoints;
    private final LocatorRules locators;
    private final StandIns standIns = new StandIns();

    @Context
    private @Nullable ResourceInfo matched;

    @Context
    private @Nullable ResourceContext resources;

    EndpointFilter(Gate gate, ResourceEndpoints endpoints) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.locators = new LocatorRules(endpoints);
    }

    EndpointFilter(Gate gate, ResourceEndpoints endpoints, ResourceInfo matched) {
        this(gate, endpoints);
        this.matched = matched;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        Visit visit = gate.visit(request);
        Exchange exchange = visit.exchange();
        Optional<GateAnswer> decided = visit.decided();
        if (exchange != null && decided.isEmpty()) {
            decided = enter(exchange, request);
        }
        if (decided.isPresent()) {
            request.abortWith(Answers.toResponse(decided.get()));
        } else if (exchange != null) {
            exchange.attributesInto(request::setProperty);
            if (request.getProperty(Attributes.PROPERTY) instanceof Attributes servlets) {
                exchange.attributesInto(servlets::set);
            }
            open(visit, exchange, request);
        }
    }

    /** The filter in front has its own way to guard and replay: two streams would read the wire twice. */
    private static void open(Visit visit, Exchange exchange, ContainerRequestContext request) throws IOException {
        RequestView view = exchange.request();
        if (view.form().isPresent() || view.body().declaredLength() == 0) {
            request.removeProperty(JERSEY_FORM);
        }
        if (visit.own()) {
            if (view.decoder().isPresent()) {
                // Of what we decode: a decoder of the runtime would decode it again.
                request.getHeaders().keySet().removeIf(EndpointFilter::isOfTheWire);
            }
            request.setEntityStream(new WireInput(exchange.openBody(), exchange));
        }
    }

    private static boolean isOfTheWire(String name) {
        return name.equalsIgnoreCase("Content-Encoding") || name.equalsIgnoreCase("Content-Length");
    }

    private Optional<GateAnswer> enter(Exchange exchange, ContainerRequestContext request) throws IOException {
        if (isOverridden(request.getMethod(), exchange.request().method())) {
            return Optional.of(exchange.refuse(Rejection.malformed("method.overridden")
                    .note("something changed the method after the gate had ruled on it")));
        }
        Optional<GateAnswer> located =
                locators.enter(request, exchange, ResourceEndpoints.parameters(request.getUriInfo()));
        if (located.isPresent()) {
            return located;
        }
        Endpoint endpoint = endpoint(request, exchange);
        return exchange.enter(endpoint, standIns.beside(locators.parameters(request, endpoint), endpoint, resources));
    }

    private Endpoint endpoint(ContainerRequestContext request, Exchange exchange) {
        String method = request.getMethod();
        Endpoint found = matched == null
                ? ResourceEndpoints.generated(method)
                : endpoints.of(matched.getResourceClass(), matched.getResourceMethod(), method, exchange);
        boolean generated = found.type().isEmpty() && method.equals("OPTIONS");
        // The exchange may have entered it already, with what the runtime's own model says.
        return generated && !exchange.endpoint().equals(Optional.of(found))
                ? Endpoint.generated(method, exchange.fitting())
                : found;
    }

    /** HEAD on a GET method becomes GET on one runtime (Jersey); whatever else changed is another request. */
    private static boolean isOverridden(String now, String received) {
        return !now.equals(received) && !(received.equals("HEAD") && now.equals("GET"));
    }
}
