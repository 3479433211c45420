package io.gapura.examples.servers.app.rest;

import io.gapura.validation.constraints.FreeText;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Takes every path below it, dot segments included where the runtime lets them through. */
@Path("p/{x:.*}")
@PermitAll
public class CatchAllResource {
    @GET
    public Response get(@PathParam("x") @FreeText("any path is the point") String x) {
        return Answers.text("CatchAllResource#get", "p");
    }
}
