package io.gapura.examples.servers.app.rest;

import io.gapura.filters.errors.OwnErrorBody;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NewCookie;
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
    @Path("dressed")
    public Response dressed() {
        return Response.status(503)
                .entity("canary-dressed")
                .header("ETag", "\"canary-etag\"")
                .header("Content-Disposition", "attachment; filename=canary-name")
                .header("Link", "<canary-link>")
                .header("Retry-After", "7")
                .cookie(new NewCookie.Builder("canary-cookie").value("1").build())
                .build();
    }

    @GET
    @Path("parameter")
    public Response parameter(
            @QueryParam("page") @Min(1) @Max(9) int page,
            @HeaderParam("X-Size") @DefaultValue("1") @Min(1) @Max(9) int size) {
        return Answers.text("FailResource#parameter", page + "x" + size);
    }

    @GET
    @Path("constrained")
    public Response constrained(@QueryParam("page") @Min(0) @Max(9) int canaryArgument) {
        return Answers.text("FailResource#constrained", "page " + canaryArgument);
    }

    /** What it promises it does not keep. */
    @GET
    @Path("returns")
    @Size(max = 3, message = "canary-message")
    public String returns() {
        return "canary-returned";
    }

    /** Cannot be written. */
    public static final class Unwritable {
        public String getName() {
            throw new IllegalStateException("canary-getter");
        }
    }

    @GET
    @Path("unwritable")
    @Produces("application/json")
    public Unwritable unwritable() {
        return new Unwritable();
    }

    @GET
    @Path("forbidden")
    public Response forbidden() {
        throw new ForbiddenException("canary-forbidden");
    }

    @GET
    @Path("unauthorized")
    public Response unauthorized() {
        throw new NotAuthorizedException("canary-unauthorized", "Basic realm=\"canary-realm\"");
    }

    @GET
    @Path("memory")
    public Response memory() {
        throw new OutOfMemoryError("canary-memory");
    }

    @GET
    @Path("own-words")
    @OwnErrorBody
    public Response ownWords() {
        return Answers.marked(Response.status(409).entity("our own words").type("text/plain"), "FailResource#ownWords")
                .build();
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
