package io.gapura.examples.orders;

import io.gapura.filters.signing.webhook.WebhookFrom;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.Contract;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** What the web shop tells us by webhook, signed as Stripe signs; a delivery that comes again is answered by the gate. */
@Path("hooks/shop")
public final class ShopResource {
    private final OrderBook book;

    @Inject
    ShopResource(OrderBook book) {
        this.book = book;
    }

    /** One event; {@code id} is the shop's. */
    public record Sold(
            @NotBlank @Size(max = 80) String id,
            @NotNull @Valid NewOrder order) {}

    @POST
    @WebhookFrom("shop")
    @RequiresPermission("order:create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Contract(maxBody = "64KiB")
    public Response sold(Sold event, @Context SecurityContext security) {
        book.add(event.order(), Callers.of(security));
        return Response.noContent().build();
    }
}
