package io.gapura.examples.orders;

import io.gapura.examples.orders.OrderChecks.OwnsCustomer;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.OnDeny;
import io.gapura.rbac.RequiresPermission;
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

/** What is noted about a customer, for those who may see the customer: as it was written, and as a page. */
@Path("customers/{id}/notes")
@Produces(MediaType.APPLICATION_JSON)
@CheckResource(value = OwnsCustomer.class, onDeny = OnDeny.NOT_FOUND)
public final class NotesResource {
    private final NoteBook notes;
    private final CustomerBook customers;

    @Inject
    NotesResource(NoteBook notes, CustomerBook customers) {
        this.notes = notes;
        this.customers = customers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission("customer:create")
    @Contract(maxBody = "64KiB")
    public Response add(
            @PathParam("id") @Identifier(max = 36) String customer, NewNote note, @Context SecurityContext security) {
        Note added = notes.add(customer, note, Callers.of(security).toString());
        return Response.created(UriBuilder.fromPath("customers/{id}/notes").build(customer))
                .entity(added)
                .build();
    }

    @GET
    @RequiresPermission("customer:read")
    public List<Note> list(@PathParam("id") @Identifier(max = 36) String customer) {
        return notes.of(customer);
    }

    /** For people; with a policy for the browser that is stricter than that of other pages. */
    @GET
    @Path("page")
    @Produces("text/html;charset=utf-8")
    @RequiresPermission("customer:read")
    public Response page(@PathParam("id") @Identifier(max = 36) String id) {
        Customer customer = customers.find(id).orElseThrow(NotFoundException::new);
        return Response.ok(NotesPage.of(customer, notes.of(id)))
                .header("Content-Security-Policy", NotesPage.CONTENT_SECURITY_POLICY)
                .build();
    }
}
