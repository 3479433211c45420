package io.gapura.filters.jersey;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Rejection;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.jaxrs.ResourceEndpoints;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint stage at the moment of matching: before a locator runs, and before the parameters of the matched method
 * are converted. The filter after matching then finds the endpoint entered and runs nothing again.
 *
 * <p>Thread-safe: one listener serves all requests.
 */
final class MatchingListener implements ApplicationEventListener, RequestEventListener {
    private final Configuration configuration;
    private final ResourceEndpoints endpoints = new ResourceEndpoints();

    MatchingListener(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The end of the application is the end of its gate. At its beginning: an error without content that no feature of
     * ours fills goes to the container by {@code sendError}, whose page answers, unless Jersey was told otherwise.
     */
    @Override
    public void onEvent(ApplicationEvent event) {
        if (event.getType() == ApplicationEvent.Type.INITIALIZATION_APP_FINISHED && sendsErrors()) {
            System.getLogger("io.gapura")
                    .log(
                            System.Logger.Level.WARNING,
                            "Gapura: GapuraJerseyFeature without GapuraFeature, and "
                                    + ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR
                                    + " is not true: pages of the container answer");
        }
        if (event.getType() == ApplicationEvent.Type.DESTROY_FINISHED
                && configuration.getProperty(GapuraFeature.class.getName()) instanceof GapuraFeature feature) {
            feature.close();
        }
    }

    private boolean sendsErrors() {
        Object set = configuration.getProperty(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR);
        return configuration.getProperty(GapuraFeature.class.getName()) == null
                && (set == null || !Boolean.parseBoolean(set.toString()));
    }

    @Override
    public RequestEventListener onRequest(RequestEvent event) {
        return this;
    }

    @Override
    public void onEvent(RequestEvent event) {
        ContainerRequest request = event.getContainerRequest();
        if (!(request.getProperty(Exchange.ATTRIBUTE) instanceof Exchange exchange)) {
            return;
        }
        if (event.getType() == RequestEvent.Type.LOCATOR_MATCHED) {
            request.setProperty(ResourceEndpoints.LOCATORS_RULED, true);
            Endpoint locator =
                    endpoint(event.getUriInfo().getMatchedResourceLocators().get(0), Endpoint.LOCATOR, exchange);
            if (exchange.isCovered(locator)) {
                enter(exchange, locator, event.getUriInfo());
            }
        } else if (event.getType() == RequestEvent.Type.REQUEST_MATCHED) {
            enter(exchange, matched(event.getUriInfo(), request.getMethod(), exchange), event.getUriInfo());
        } else if (event.getType() == RequestEvent.Type.ON_EXCEPTION && isOfUpstream(event.getException())) {
            exchange.refuse(Rejection.of(502, "upstream-failed", "client-response"));
        }
    }

    /**
     * Whether another server's answer is about to be repeated, status, headers and all (CVE-2020-25633): no mapper is
     * asked about an exception that carries an entity.
     */
    private static boolean isOfUpstream(Throwable thrown) {
        return thrown instanceof WebApplicationException outcome
                && outcome.getResponse().getClass() != Response.ok().build().getClass();
    }

    private Endpoint matched(ExtendedUriInfo uri, String httpMethod, Exchange exchange) {
        ResourceMethod method = uri.getMatchedResourceMethod();
        if (method != null && !method.isExtended()) {
            return endpoint(method, httpMethod, exchange);
        }
        return httpMethod.equals("OPTIONS")
                ? Endpoint.generated(httpMethod, offered(uri.getMatchedModelResource(), exchange))
                : ResourceEndpoints.generated(httpMethod);
    }

    /** What the model has at that path: exact, where a template could only guess. */
    private List<Endpoint> offered(@Nullable Resource resource, Exchange exchange) {
        return resource == null
                ? List.of()
                : resource.getResourceMethods().stream()
                        .filter(method -> !method.isExtended())
                        .map(method -> endpoint(method, method.getHttpMethod(), exchange))
                        .toList();
    }

    private Endpoint endpoint(ResourceMethod matched, String httpMethod, Exchange exchange) {
        Invocable invocable = matched.getInvocable();
        return endpoints.of(
                invocable.getHandler().getHandlerClass(), invocable.getHandlingMethod(), httpMethod, exchange);
    }

    private static void enter(Exchange exchange, Endpoint endpoint, ExtendedUriInfo uri) {
        try {
            Optional<GateAnswer> refused = exchange.enter(endpoint, ResourceEndpoints.parameters(uri));
            if (refused.isPresent()) {
                throw new WebApplicationException(Response.status(refused.get().status())
                        .entity(refused.get())
                        .build());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
