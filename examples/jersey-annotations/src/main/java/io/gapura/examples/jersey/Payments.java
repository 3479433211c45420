package io.gapura.examples.jersey;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Payments: everybody may look, tellers may pay, and nobody said who may erase. */
@Path("/payments")
public final class Payments {
    private static final List<Payment> PAID = new CopyOnWriteArrayList<>();

    /** What a teller sends. */
    public record Payment(String to, long cents) {}

    @GET
    @PermitAll
    public String list() {
        return PAID.size() + " payments";
    }

    @POST
    @RolesAllowed("teller")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response pay(Payment payment, @Context SecurityContext security) {
        PAID.add(payment);
        return Response.status(201)
                .entity("paid by " + security.getUserPrincipal().getName())
                .build();
    }

    /** No annotation: refused, and listed as uncovered when the application starts. */
    @DELETE
    @Path("{number}")
    public void erase(@PathParam("number") int number) {
        PAID.remove(number);
    }
}
