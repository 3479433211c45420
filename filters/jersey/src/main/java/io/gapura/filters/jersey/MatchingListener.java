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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;

/**
 * The endpoint stage at the moment of matching: before a locator runs, and before the parameters of the matched method
 * are converted. The filter after matching then finds the endpoint entered and runs nothing again.
 *
 * <p>Thread-safe: one listener serves all requests.
 */
final class MatchingListener implements ApplicationEventListener, RequestEventListener {
    private final Configuration configuration;
    private final ConcurrentHashMap<Endpoint, Boolean> ruled = new ConcurrentHashMap<>();
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
                    endpoint(event.getUriInfo().getMatchedResourceLocators().get(0), request.getMethod());
            if (ruled.computeIfAbsent(locator, exchange::isCovered)) {
                enter(exchange, locator);
            }
        } else if (event.getType() == RequestEvent.Type.REQUEST_MATCHED) {
            ResourceMethod matched = event.getUriInfo().getMatchedResourceMethod();
            enter(
                    exchange,
                    matched == null
                            ? ResourceEndpoints.generated(request.getMethod())
                            : endpoint(matched, request.getMethod()));
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

    private Endpoint endpoint(ResourceMethod matched, String httpMethod) {
        Invocable invocable = matched.getInvocable();
        return matched.isExtended()
                ? ResourceEndpoints.generated(httpMethod)
                : endpoints.of(invocable.getHandler().getHandlerClass(), invocable.getHandlingMethod(), httpMethod);
    }

    private static void enter(Exchange exchange, Endpoint endpoint) {
        try {
            Optional<GateAnswer> refused = exchange.enter(endpoint);
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
