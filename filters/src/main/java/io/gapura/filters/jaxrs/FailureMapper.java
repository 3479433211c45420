package io.gapura.filters.jaxrs;

import io.gapura.filters.Rejection;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ResponseProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a throwable before the runtime's own mappers show its text. Renders nothing: the entity it returns is the
 * throwable itself or a {@link Failed}, which {@link CompletionFilter} logs and answers under the incident.
 *
 * <p>One class per exact type: the nearest mapper wins, so one for {@code Throwable} alone loses to the runtime's.
 */
abstract class FailureMapper<T extends Throwable> implements ExceptionMapper<T> {
    private static final int DEEPEST = 16;

    private static final Rejection UPSTREAM_FAILED = Rejection.of(502, "upstream-failed", "client-response");

    /** Whatever nobody else takes. */
    @Priority(1)
    static final class OfThrowable extends FailureMapper<Throwable> {}

    /** 404, 405, 406, 415 of the runtime, and those of the application without an entity. */
    @Priority(1)
    static final class OfWebApplication extends FailureMapper<WebApplicationException> {}

    /** What clients throw, and what JSON-B and others wrap their failures in. */
    @Priority(1)
    static final class OfProcessing extends FailureMapper<ProcessingException> {}

    @Override
    public Response toResponse(T thrown) {
        if (thrown instanceof WebApplicationException outcome) {
            return ofOutcome(outcome);
        }
        return thrown instanceof ProcessingException failure && isOfAClient(failure)
                ? new Failed(thrown, UPSTREAM_FAILED).toResponse()
                : Response.status(500).entity(thrown).build();
    }

    private static Response ofOutcome(WebApplicationException outcome) {
        Response response = outcome.getResponse();
        if (isFromAClient(response)) {
            return new Failed(outcome, UPSTREAM_FAILED).toResponse();
        }
        // Without an entity, and so without its message. 500 is a fault: it is logged with its stack.
        return response.getStatus() == 500
                ? Response.status(500).entity(outcome).build()
                : response;
    }

    /**
     * An answer of another server is not ours to repeat, a redirect no more than an error (CVE-2020-25633). Only some
     * runtimes can tell by the class.
     */
    private static boolean isFromAClient(Response response) {
        return response.getClass() != Response.ok().build().getClass();
    }

    /** Reading and writing of entities ends elsewhere: what failed on a wire here was another server's. */
    private static boolean isOfAClient(ProcessingException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof ResponseProcessingException
                    || cause instanceof IOException
                    || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
