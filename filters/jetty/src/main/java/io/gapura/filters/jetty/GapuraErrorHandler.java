package io.gapura.filters.jetty;

import io.gapura.filters.connector.ConnectorAnswer;
import io.gapura.filters.connector.ConnectorErrors;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses before any filter, and what no filter rendered, with a problem document: for every method
 * and any {@code Accept}, where Jetty's own handler writes a page with message and class for three methods, and nothing
 * when it has no match (CVE-2015-2080, CVE-2019-10247 are the class).
 *
 * <p>{@link #install} sets it on the server and on each context that is there. Error pages of an application are still
 * dispatched to, whatever the method; what its context would write by itself becomes a document. Thread-safe.
 */
public final class GapuraErrorHandler implements Request.Handler {
    private final ConnectorErrors errors;

    private GapuraErrorHandler(ConnectorErrors errors) {
        this.errors = errors;
    }

    /** With types below {@code urn:gapura:problem:}. */
    public static GapuraErrorHandler standard() {
        return new GapuraErrorHandler(ConnectorErrors.standard());
    }

    /** With types below {@code errors.type-base}; {@link IllegalArgumentException} when it is no absolute URI. */
    public static GapuraErrorHandler typeBase(String absoluteUri) {
        return new GapuraErrorHandler(ConnectorErrors.of(absoluteUri));
    }

    /**
     * Sets this on the server and on all contexts in its handlers; to be called when they are there. A gate in one of them
     * is told how the connectors are set, and reports what is laxer than shipped.
     */
    public void install(Server server) {
        server.setErrorHandler(this);
        for (ContextHandler context : ((Handler.Container) server).getDescendants(ContextHandler.class)) {
            new OwnPages(this, context).install();
            Published published = new Published(server, context);
            context.addEventListener(published);
            published.publish();
        }
    }

    /** How many answers it has given. */
    public long answered() {
        return errors.answered();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(request, response);
        if (response.isCommitted() || HttpStatus.hasNoBody(status)) {
            callback.succeeded();
            return true;
        }
        ConnectorAnswer answer = errors.answer(status);
        response.setStatus(answer.status());
        ConnectorAnswer.removed().forEach(response.getHeaders()::remove);
        answer.headers().forEach(line -> response.getHeaders().put(line.getKey(), line.getValue()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ConnectorErrors.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.content().length);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.content()), callback);
        return true;
    }

    /** What failed may say a status of its own; its text is not looked at. */
    private static int status(Request request, Response response) {
        return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused
                ? refused.getCode()
                : response.getStatus();
    }
}
