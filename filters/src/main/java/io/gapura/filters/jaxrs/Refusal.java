package io.gapura.filters.jaxrs;

import io.gapura.filters.GateAnswer;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/**
 * Ends a request from a place that can only throw. It carries an entity, so no exception mapper is asked (REST 3.1
 * §4.4); {@link CompletionFilter} writes what the exchange decided.
 */
final class Refusal extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    private Refusal(Response response) {
        super(response);
    }

    static Refusal of(GateAnswer answer) {
        return new Refusal(Answers.toResponse(answer));
    }

    /** For a fault of our own side whose text nobody may see. */
    static Refusal of(Throwable fault) {
        return new Refusal(Response.status(500).entity(fault).build());
    }

    /** Stackless: it is an outcome, not a fault. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
