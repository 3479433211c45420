package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.ResponseView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The application's answer on its way out, from the last filter to whoever writes it: a stream is at its end, well or
 * not, only when it was written.
 *
 * @param own whether the exchange ends here, and not in a filter in front
 * @param written whether content follows that is written before our eyes, and the exchange ends with it
 * @param streamed whether the end is not recorded yet
 * @param entity what the filters have seen; some runtimes write another for each piece of a stream
 */
record Leaving(
        Exchange exchange,
        int status,
        boolean own,
        boolean written,
        boolean streamed,
        @Nullable Object entity) {
    static final String PROPERTY = "io.gapura.jaxrs.leaving";

    static Leaving of(
            Exchange exchange, boolean own, ContainerRequestContext request, ContainerResponseContext response) {
        boolean content = isWritten(request, response);
        Object entity = response.getEntity();
        // Whoever writes may still read: what must be read to its end is at its end with the writing. And a guard of
        // the
        // answer may refuse it then.
        boolean streamed = entity instanceof StreamingOutput || exchange.awaitsEnd() || exchange.guardsResponse();
        return new Leaving(exchange, response.getStatus(), own, own && content, own && content && streamed, entity);
    }

    /** Whether content follows that every runtime gives to a writer. */
    static boolean isWritten(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        return response.hasEntity()
                && !request.getMethod().equals("HEAD")
                && status < 300
                && status != 204
                && status != 205;
    }

    /** Whether it is too late for another answer. A filter in front sees what was sent; alone, what was passed on was. */
    boolean hasLeft(HeldOutput out) {
        return own ? out.isPassing() : exchange.hasLeft();
    }

    /** The writer is done, and so is whoever read the request for it. */
    void readRest() {
        if (written) {
            exchange.readRest(true);
        }
    }

    /** How much is to be held for those who want to see the answer. */
    int bound() {
        return written && exchange.guardsResponse() ? exchange.responseBound() : 0;
    }

    /** Shows guards what was written, or that it is a stream; a refusal is thrown in its place. */
    void inspect(WriterInterceptorContext context, HeldOutput out, boolean whole) {
        if (!written || !exchange.guardsResponse()) {
            return;
        }
        TypeSpelling spelling = TypeSpelling.kept(context.getProperty(TypeSpelling.PROPERTY));
        Headers headers = Fields.of(context.getHeaders(), context.getMediaType(), spelling);
        boolean seen = whole && context.getEntity() == entity && !Fields.isOfEvents(context.getMediaType());
        ResponseView view =
                seen ? ResponseView.of(status, headers, out.held()) : ResponseView.ofStream(status, headers);
        exchange.guard(view, line -> Answers.addHeader(context.getHeaders(), line))
                .ifPresent(refused -> {
                    throw Refusal.of(refused);
                });
    }

    /** Records the end of a stream, before its last bytes leave if there is still time. */
    void complete(HeldOutput out) throws IOException {
        if (!streamed) {
            return;
        }
        Optional<GateAnswer> unrecorded = exchange.complete(status);
        if (unrecorded.isPresent()) {
            if (!out.isPassing()) {
                throw Refusal.of(unrecorded.get());
            }
            IOException late = new IOException("the end of a stream cannot be recorded");
            exchange.abort(status, late);
            throw late;
        }
    }

    /** The writer is done. */
    void ended() {
        if (written) {
            exchange.ended(status, exchange.isCutOff());
        }
    }

    void abort(Throwable thrown) {
        exchange.abort(status, thrown);
        broken();
    }

    void clientGone() {
        if (streamed) {
            exchange.cutOff(status, Rejection.malformed("client-gone"));
        }
        broken();
    }

    private void broken() {
        if (written) {
            exchange.ended(status, true);
        }
    }
}
