package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Closed to everybody by its class. */
@Path("denied")
@DenyAll
public class DeniedResource {
    @GET
    public Response get() {
        return Answers.text("DeniedResource#get", "must not be seen");
    }
}
