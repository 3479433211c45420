package io.gapura.examples.orders;

import io.gapura.rbac.PublicEndpoint;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;

/** Tells a load balancer that requests are answered, and whether to send any; nothing about what stands behind. */
@Path("health")
public final class HealthResource {
    private static final long RETRY_AFTER_SECONDS = 5;

    private final Readiness readiness;

    @Inject
    HealthResource(Readiness readiness) {
        this.readiness = readiness;
    }

    /** The whole answer. */
    public record Health(String status) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PublicEndpoint(reason = "liveness probe")
    public Health health() {
        return new Health("up");
    }

    /** 503 while nothing can be recorded: what would be refused should not be sent here. */
    @GET
    @Path("ready")
    @Produces(MediaType.APPLICATION_JSON)
    @PublicEndpoint(reason = "readiness probe")
    public Health ready() {
        if (!readiness.isReady()) {
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
        return new Health("up");
    }
}
