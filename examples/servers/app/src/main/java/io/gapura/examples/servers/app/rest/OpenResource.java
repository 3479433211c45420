package io.gapura.examples.servers.app.rest;

import io.gapura.validation.constraints.FreeText;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** Open to everybody; its POST takes and gives plain text only. */
@Path("open")
@PermitAll
public class OpenResource {
    @GET
    public Response get() {
        return Answers.text("OpenResource#get", "open");
    }

    @POST
    @Consumes("text/plain")
    @Produces("text/plain")
    public Response post(@FreeText("echoed") String text) {
        return Answers.text("OpenResource#post", text);
    }
}
