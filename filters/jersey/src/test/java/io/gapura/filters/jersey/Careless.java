package io.gapura.filters.jersey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapura.filters.errors.OwnErrorBody;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Fails in the ways of libraries, and answers some of its failures itself. */
@Path("careless")
public final class Careless {
    private static final Map<String, Supplier<RuntimeException>> THROWN = Map.of(
            "unauthorized", () -> new NotAuthorizedException(Shop.CANARY, "Basic realm=\"" + Shop.CANARY + "\""),
            "forbidden", () -> new ForbiddenException(Shop.CANARY),
            "validation", () -> new ValidationException(Shop.CANARY),
            "constraints", () -> new ConstraintViolationException(Shop.CANARY, Set.of()),
            "processing", () -> new ProcessingException(Shop.CANARY),
            "memory", Careless::exhausted);

    private static RuntimeException exhausted() {
        throw new OutOfMemoryError(Shop.CANARY);
    }

    /** What Jackson is asked to read in the application's own code. */
    public record Colour(int red) {}

    @GET
    @Path("throws/{what}")
    public String fail(@jakarta.ws.rs.PathParam("what") String what) {
        throw THROWN.get(what).get();
    }

    @POST
    @Path("parses")
    public String parses(String text) throws JsonProcessingException {
        return new ObjectMapper().readValue(text, Colour.class).toString();
    }

    @GET
    @Path("unreachable")
    public String unreachable() {
        return ClientBuilder.newClient()
                .target(URI.create("http://localhost:1/" + Shop.CANARY))
                .request()
                .get(String.class);
    }

    private static Response page() {
        return Response.status(409)
                .entity("our own words")
                .type("text/plain")
                .header("Set-Cookie", "basket=1")
                .header("Set-Cookie", "session=0")
                .header("ETag", "\"1\"")
                .build();
    }

    @GET
    @Path("page")
    public Response foreign() {
        return page();
    }

    @GET
    @Path("own")
    @OwnErrorBody
    public Response own() {
        return page();
    }
}
