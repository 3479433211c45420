package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** For tellers, with methods that say otherwise. */
@Path("roles")
@RolesAllowed("teller")
public class RolesResource {
    @GET
    public Response get(@Context SecurityContext security) {
        String name = security.getUserPrincipal() == null
                ? "nobody"
                : security.getUserPrincipal().getName();
        return Answers.text("RolesResource#get", name + " teller=" + security.isUserInRole("teller"));
    }

    @GET
    @Path("everybody")
    @PermitAll
    public Response everybody() {
        return Answers.text("RolesResource#everybody", "everybody");
    }

    @DELETE
    @DenyAll
    public Response erase() {
        return Answers.text("RolesResource#erase", "must not be seen");
    }
}
