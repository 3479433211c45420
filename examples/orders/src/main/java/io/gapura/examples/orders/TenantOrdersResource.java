package io.gapura.examples.orders;

import io.gapura.examples.orders.OrderChecks.OfTenant;
import io.gapura.rbac.Access;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.OnDeny;
import io.gapura.rbac.Permission;
import io.gapura.rbac.RequiresScope;
import io.gapura.rbac.TenantScoped;
import io.gapura.validation.Contract;
import io.gapura.validation.constraints.Identifier;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;

/**
 * The orders of a tenant, for applications with an access token. The token's scope opens the method, and the role that the
 * policy document gives the application in its tenant must grant the same: a scope never adds to it.
 */
@Path("tenants/{tenant}/orders")
@Produces(MediaType.APPLICATION_JSON)
@TenantScoped(param = "tenant")
public final class TenantOrdersResource {
    private static final Permission READ = Permission.of("order:read");
    private static final Permission CREATE = Permission.of("order:create");

    private final OrderBook book;

    @Inject
    TenantOrdersResource(OrderBook book) {
        this.book = book;
    }

    @GET
    @RequiresScope("orders.read")
    public List<Order> list(
            @PathParam("tenant") @Identifier(max = 64) String tenant, @Context SecurityContext security) {
        Access.of(security.getUserPrincipal()).require(READ);
        return book.newestOfTenant(tenant);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("orders.write")
    @Contract(maxBody = "64KiB")
    public Response create(
            @PathParam("tenant") @Identifier(max = 64) String tenant,
            NewOrder order,
            @Context SecurityContext security) {
        Access.of(security.getUserPrincipal()).require(CREATE);
        Order added = book.add(order, Callers.of(security));
        return Response.created(
                        UriBuilder.fromPath("tenants/{tenant}/orders/{id}").build(tenant, added.id()))
                .entity(added)
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresScope("orders.read")
    @CheckResource(value = OfTenant.class, onDeny = OnDeny.NOT_FOUND)
    public Order read(
            @PathParam("tenant") @Identifier(max = 64) String tenant,
            @PathParam("id") @Identifier(max = 36) String id,
            @Context SecurityContext security) {
        Access.of(security.getUserPrincipal()).require(READ);
        return book.find(id).filter(order -> tenant.equals(order.tenant())).orElseThrow(NotFoundException::new);
    }
}
