package io.gapura.examples.servers.app.rest;

import io.gapura.validation.constraints.FreeText;
import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** What a filter on a url-pattern would not have guarded for every spelling of its path. */
@Path("secret/{x}")
@DenyAll
public class SecretResource {
    @GET
    public Response get(@PathParam("x") @FreeText("any spelling is the point") String x) {
        return Answers.text("SecretResource#get", "must not be seen");
    }
}
