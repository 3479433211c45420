package io.gapura.examples.servers.app.rest;

import io.gapura.rbac.RequiresPermission;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Takes an entity with constraints; one method is for those who may create payments. */
@Path("payments")
@Consumes("application/json")
public class PaymentsResource {
    @POST
    @RequiresPermission("payment:create")
    public Response create(@Valid NewPayment payment) {
        return Answers.text("PaymentsResource#create", "amount=" + payment.amount);
    }

    @POST
    @Path("trial")
    @PermitAll
    public Response trial(@Valid NewPayment payment) {
        return Answers.text("PaymentsResource#trial", "amount=" + payment.amount);
    }
}
