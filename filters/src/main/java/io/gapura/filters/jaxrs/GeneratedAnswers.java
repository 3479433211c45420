package io.gapura.filters.jaxrs;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Offer;
import io.gapura.filters.Rejection;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a runtime says of a path without calling anybody: the answer to a generated OPTIONS, and a 405. Where somebody
 * rules on access, both tell a caller of the methods alone that it may call, and of nothing when there is none: then they
 * are a 401 or 403 as any call would have been.
 */
final class GeneratedAnswers {
    private static final String ALLOW = "Allow";

    private GeneratedAnswers() {}

    /** RESTEasy and CXF answer a generated OPTIONS without any filter after matching, so that it is decided on here. */
    static Optional<GateAnswer> ofOptions(
            Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!request.getMethod().equals("OPTIONS") || isWritten(exchange.endpoint())) {
            return Optional.empty();
        }
        Optional<GateAnswer> refused = enter(exchange, request);
        if (refused.isPresent() || !exchange.isAccessRuled()) {
            return refused;
        }
        Optional<GateAnswer> barred =
                narrow(exchange, response, exchange.endpoint().orElseThrow().offered());
        if (barred.isEmpty()) {
            response.setEntity(null); // the list again, as text (RESTEasy, Jersey) or as a description (WADL)
        }
        return barred;
    }

    private static boolean isWritten(Optional<Endpoint> endpoint) {
        return endpoint.filter(entered ->
                        entered.type().isPresent() && !entered.httpMethod().equals(Endpoint.LOCATOR))
                .isPresent();
    }

    /** No runtime asks anybody before a 405. */
    static Optional<GateAnswer> ofMissingMethod(
            Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!exchange.isAccessRuled() || isWritten(exchange.endpoint())) {
            return Optional.empty();
        }
        List<Endpoint> fitting = exchange.fitting();
        if (fitting.isEmpty()) { // of a path that leads through a locator nothing is known, and nothing told
            allow(response, List.of());
            return Optional.empty();
        }
        if (exchange.offer(fitting).isEmpty()) {
            Optional<GateAnswer> refused = exchange.enter(Endpoint.generated(request.getMethod(), fitting));
            return refused.isPresent() ? refused : Optional.of(exchange.refuse(nothing()));
        }
        return narrow(exchange, response, fitting);
    }

    private static Optional<GateAnswer> enter(Exchange exchange, ContainerRequestContext request) throws IOException {
        boolean entered =
                exchange.endpoint().filter(known -> known.type().isEmpty()).isPresent();
        return entered
                ? exchange.decided()
                : exchange.enter(
                        Endpoint.generated("OPTIONS", exchange.fitting()),
                        ResourceEndpoints.parameters(request.getUriInfo()));
    }

    private static Optional<GateAnswer> narrow(
            Exchange exchange, ContainerResponseContext response, List<Endpoint> offered) throws IOException {
        Offer offer = exchange.offer(offered);
        List<String> kept = offer.among(allowed(response));
        if (kept.isEmpty()) {
            return Optional.of(exchange.refuse(nothing()));
        }
        allow(response, kept);
        return Optional.empty();
    }

    private static Rejection nothing() {
        return Rejection.of(403, "forbidden", "nothing-to-call")
                .note("the caller may call none of the methods that the runtime knows there");
    }

    private static List<String> allowed(ContainerResponseContext response) {
        return response.getStringHeaders().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(ALLOW))
                .flatMap(entry -> entry.getValue().stream())
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
    }

    private static void allow(ContainerResponseContext response, List<String> methods) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.keySet().removeIf(name -> name.equalsIgnoreCase(ALLOW));
        if (!methods.isEmpty()) {
            headers.putSingle(ALLOW, String.join(", ", methods));
        }
    }
}
