package io.gapura.examples.servers.app.rest;

import io.gapura.validation.constraints.FreeText;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** What the table of paths aims at. */
@Path("x")
@PermitAll
public class XResource {
    @GET
    public Response get(@QueryParam("q") @FreeText("the paths are the point") String q) {
        return Answers.text("XResource#get", "x");
    }
}
