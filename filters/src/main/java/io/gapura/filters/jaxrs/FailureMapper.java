package io.gapura.filters.jaxrs;

import io.gapura.filters.Rejection;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ResponseProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Takes a throwable before the runtime's own mappers show its text. Renders nothing: the entity it returns is a
 * {@link Rejection}, or the throwable itself, which {@link CompletionFilter} logs and answers under the incident.
 *
 * <p>One class per exact type: the nearest mapper wins, so one for {@code Throwable} alone loses to the runtime's.
 */
abstract class FailureMapper<T extends Throwable> implements ExceptionMapper<T> {
    /** Whatever nobody else takes. */
    @Priority(1)
    static final class OfThrowable extends FailureMapper<Throwable> {}

    /** 404, 405, 406, 415 of the runtime, and those of the application without an entity. */
    @Priority(1)
    static final class OfWebApplication extends FailureMapper<WebApplicationException> {}

    /** What JSON-B and others wrap their failures in. */
    @Priority(1)
    static final class OfProcessing extends FailureMapper<ProcessingException> {}

    @Override
    public Response toResponse(T thrown) {
        if (thrown instanceof ResponseProcessingException) {
            return rejected(upstreamFailed());
        }
        return thrown instanceof WebApplicationException outcome
                ? ofOutcome(outcome)
                : Response.status(500).entity(thrown).build();
    }

    private static Response ofOutcome(WebApplicationException outcome) {
        Response response = outcome.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        if (isFromAClient(response)) {
            return rejected(upstreamFailed());
        }
        // Without an entity, and so without its message. 500 is a fault: it is logged with its stack.
        return response.getStatus() == 500
                ? Response.status(500).entity(outcome).build()
                : response;
    }

    /** An answer of another server is not ours to repeat (CVE-2020-25633). Only some runtimes can tell by the class. */
    private static boolean isFromAClient(Response response) {
        return response.getClass() != Response.ok().build().getClass();
    }

    private static Rejection upstreamFailed() {
        return Rejection.of(502, "upstream-failed", "client-response");
    }

    private static Response rejected(Rejection rejection) {
        return Response.status(rejection.status()).entity(rejection).build();
    }
}
