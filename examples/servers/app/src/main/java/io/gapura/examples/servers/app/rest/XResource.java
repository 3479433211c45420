package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What the table of paths aims at. */
@Path("x")
@PermitAll
public class XResource {
    @GET
    public Response get() {
        return Answers.text("XResource#get", "x");
    }
}
