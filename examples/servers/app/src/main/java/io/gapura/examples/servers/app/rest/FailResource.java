package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;

/** Fails in every way a resource can; its texts begin with {@code canary-} and must never be seen. */
@Path("fail")
@PermitAll
public class FailResource {
    @GET
    @Path("runtime")
    public Response runtime() {
        throw new IllegalStateException("canary-runtime");
    }

    @GET
    @Path("checked")
    public Response checked() throws IOException {
        throw new IOException("canary-checked");
    }

    @GET
    @Path("error")
    public Response error() {
        throw new AssertionError("canary-error");
    }

    @GET
    @Path("web")
    public Response web() {
        throw new WebApplicationException("canary-web", 409);
    }

    @GET
    @Path("entity")
    public Response entity() {
        throw new WebApplicationException(
                Response.status(409).entity("canary-entity").type("text/html").build());
    }

    @GET
    @Path("status")
    public Response status() {
        return Response.status(404).build();
    }

    @GET
    @Path("own")
    public Response own() {
        return Response.status(503).entity("canary-own").type("text/plain").build();
    }

    @GET
    @Path("late")
    public Response late() {
        StreamingOutput half = out -> {
            out.write("half".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.flush();
            throw new IllegalStateException("canary-late");
        };
        return Answers.marked(Response.ok(half, "text/plain"), "FailResource#late")
                .build();
    }
}
