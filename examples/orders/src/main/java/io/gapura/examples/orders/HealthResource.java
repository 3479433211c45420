package io.gapura.examples.orders;

import io.gapura.rbac.PublicEndpoint;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells a load balancer that requests are answered; nothing about what stands behind. */
@Path("health")
public final class HealthResource {
    /** The whole answer. */
    public record Health(String status) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PublicEndpoint(reason = "liveness probe")
    public Health health() {
        return new Health("up");
    }
}
