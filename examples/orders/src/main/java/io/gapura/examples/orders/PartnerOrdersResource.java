package io.gapura.examples.orders;

import io.gapura.filters.signing.Signed;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.Contract;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;

/** Orders of partners, by signature alone: no password or token opens this, whatever permissions its owner has. */
@Signed
@Path("partner/orders")
@Produces(MediaType.APPLICATION_JSON)
public final class PartnerOrdersResource {
    private final OrderBook book;

    @Inject
    PartnerOrdersResource(OrderBook book) {
        this.book = book;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission("order:create")
    @Contract(maxBody = "64KiB")
    public Response create(NewOrder order, @Context SecurityContext security) {
        Order added = book.add(order, Callers.of(security));
        return Response.created(UriBuilder.fromPath("orders/{id}").build(added.id()))
                .entity(added)
                .build();
    }
}
