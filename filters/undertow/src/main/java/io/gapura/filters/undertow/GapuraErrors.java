package io.gapura.filters.undertow;

import io.gapura.filters.connector.ConnectorAnswer;
import io.gapura.filters.connector.ConnectorErrors;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;

/**
 * Answers what Undertow refuses before any filter, and what no filter rendered, with a problem document: {@link
 * #install} for a deployment, {@link #around} for the handler of the server. By default Undertow shows a stack trace to
 * whoever comes from the same host, which behind a proxy is everybody.
 *
 * <p>A request line that cannot be parsed is answered by Undertow's own 400 without body: there is no hook before the
 * exchange, and nothing in it to leak. Thread-safe.
 */
public final class GapuraErrors {
    private static final String PAGE = "/io.gapura.filters.undertow.error";

    private final ConnectorErrors errors;
    private final Published published = new Published();

    private GapuraErrors(ConnectorErrors errors) {
        this.errors = errors;
    }

    /** With types below {@code urn:gapura:problem:}. */
    public static GapuraErrors standard() {
        return new GapuraErrors(ConnectorErrors.standard());
    }

    /** With types below {@code errors.type-base}; {@link IllegalArgumentException} when it is no absolute URI. */
    public static GapuraErrors typeBase(String absoluteUri) {
        return new GapuraErrors(ConnectorErrors.of(absoluteUri));
    }

    /** How many answers were given. */
    public long answered() {
        return errors.answered();
    }

    /**
     * No stack traces, and a default error page where the application has none: Undertow does not deploy two of them.
     * Error pages of the application for single statuses stay. A gate in the application is told with the first request
     * how the listener is set, and reports what is laxer than shipped, when {@link #around} is there, too.
     */
    public DeploymentInfo install(DeploymentInfo deployment) {
        published.into(deployment);
        boolean named = deployment.getErrorPages().stream()
                .anyMatch(page -> page.getErrorCode() == null && page.getExceptionType() == null);
        if (named) {
            return deployment.setServletStackTraces(ServletStackTraces.NONE);
        }
        return deployment
                .setServletStackTraces(ServletStackTraces.NONE)
                .addServlet(new ServletInfo(
                                PAGE, ErrorServlet.class, new ImmediateInstanceFactory<>(new ErrorServlet(errors)))
                        .setAsyncSupported(true)
                        .addMapping(PAGE))
                .addErrorPage(new ErrorPage(PAGE));
    }

    /** Fills every answer of 400 or more that would end without a body. */
    public HttpHandler around(HttpHandler next) {
        return exchange -> {
            published.of(exchange);
            exchange.addDefaultResponseListener(this::fill);
            next.handleRequest(exchange);
        };
    }

    private boolean fill(HttpServerExchange exchange) {
        if (!exchange.isResponseChannelAvailable() || exchange.getStatusCode() < 400) {
            return false;
        }
        ConnectorAnswer answer = errors.answer(exchange.getStatusCode());
        ConnectorAnswer.removed().forEach(name -> exchange.getResponseHeaders().remove(name));
        answer.headers()
                .forEach(line -> exchange.getResponseHeaders().put(new HttpString(line.getKey()), line.getValue()));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, ConnectorErrors.CONTENT_TYPE);
        exchange.setResponseContentLength(answer.content().length);
        exchange.getResponseSender().send(ByteBuffer.wrap(answer.content()), IoCallback.END_EXCHANGE);
        return true;
    }
}
