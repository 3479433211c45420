package io.gapura.filters.jaxrs;

import io.gapura.filters.Body;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Before matching: finds or begins the exchange, runs the arrival stage, and stops what it refused. */
@PreMatching
final class ArrivalFilter implements ContainerRequestFilter {
    private final Gate gate;
    private final ContainerRequestFilter link;

    ArrivalFilter(Gate gate) {
        this(gate, nothingInFront -> {});
    }

    /** Links first what a Servlet container brings along: Jersey was seen to call two filters against their priorities. */
    ArrivalFilter(Gate gate, ContainerRequestFilter link) {
        this.gate = gate;
        this.link = link;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        link.filter(request);
        Visit visit = gate.visit(request);
        Optional<GateAnswer> decided = visit.decided();
        if (decided.isPresent()) {
            request.abortWith(Answers.toResponse(decided.get()));
            return;
        }
        Exchange exchange = Objects.requireNonNull(visit.exchange());
        request.setSecurityContext(new CallerSecurityContext(exchange, request.getSecurityContext()));
        if (visit.own()) {
            replay(exchange.request().body(), request);
        }
    }

    /** What a policy has read is given back to the filters in between; the guards come with the endpoint. */
    private static void replay(Body body, ContainerRequestContext request) throws IOException {
        if (body.wasRead()) {
            request.setEntityStream(body.replay());
        }
    }
}
