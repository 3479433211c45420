package io.gapura.examples.orders;

import io.gapura.examples.orders.OrderChecks.NotItsMaker;
import io.gapura.examples.orders.OrderChecks.Visible;
import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Audited;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.OnDeny;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.Contract;
import io.gapura.validation.constraints.Identifier;
import jakarta.annotation.security.DenyAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
 * The orders. Who may call a method, and for which order, stands at the method: people see all orders, a partner its own,
 * and cannot tell those of others from those that do not exist.
 */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
public final class OrdersResource {
    private final OrderBook book;
    private final HttpServletRequest request;

    @Inject
    OrdersResource(OrderBook book, @Context HttpServletRequest request) {
        this.book = book;
        this.request = request;
    }

    @GET
    @RequiresPermission("order:read")
    public List<Order> list(@Context SecurityContext security) {
        Caller caller = Callers.of(security);
        return OrderChecks.isPerson(caller) ? book.newest() : book.newestOf(caller.toString());
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

    @GET
    @Path("{id}")
    @RequiresPermission("order:read")
    @CheckResource(value = Visible.class, onDeny = OnDeny.NOT_FOUND)
    public Order read(@PathParam("id") @Identifier(max = 36) String id) {
        return found(id);
    }

    /**
     * The check answers before; the statement in the book decides, also when two approve at once. That somebody is about to
     * approve is on the disk before, and what became of it before the answer.
     */
    @POST
    @Path("{id}/approval")
    @RequiresPermission("order:approve")
    @CheckResource(NotItsMaker.class)
    @Audited(AuditClass.CRITICAL)
    public Order approve(@PathParam("id") @Identifier(max = 36) String id, @Context SecurityContext security) {
        Order order = found(id);
        if (!book.approve(order.id(), Callers.of(security).toString())) {
            throw new ClientErrorException(Response.Status.CONFLICT);
        }
        Audit.of(request::getAttribute)
                .record(ApplicationEvent.of(AuditWord.DECISION)
                        .critical()
                        .resource("order", order.id())
                        .value("decision", "approved", DataClass.PUBLIC)
                        .value("cents", order.cents(), DataClass.INTERNAL));
        return found(id);
    }

    /** Orders are kept: nobody may call this, whatever the policy document grants. */
    @DELETE
    @Path("{id}")
    @DenyAll
    public Response delete(@PathParam("id") @Identifier(max = 36) String id) {
        return Response.status(Response.Status.FORBIDDEN).build();
    }

    /** Left without a rule on purpose: the gate refuses it, and the coverage report lists it as uncovered. */
    @GET
    @Path("export")
    public List<Order> export() {
        return book.newest();
    }

    private Order found(String id) {
        return book.find(id).orElseThrow(NotFoundException::new);
    }
}
