package io.gapura.filters.jersey;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A resource that does everything an application may do wrong. {@code canary} is what nobody may see. */
@Path("/shop")
public final class Shop {
    static final String CANARY = "canary-7f3a";

    /** An entity that parses strictly. */
    public record Order(int count) {}

    @GET
    public String hello() {
        return "hello";
    }

    @GET
    @Path("me")
    public String me(@Context SecurityContext security) {
        return security.getUserPrincipal() == null
                ? "nobody"
                : security.getUserPrincipal().getName() + " " + security.isUserInRole("clerk") + " "
                        + security.getAuthenticationScheme();
    }

    @GET
    @Path("throws")
    public String throwing() {
        throw new IllegalStateException(CANARY);
    }

    @GET
    @Path("error")
    public String error() {
        throw new AssertionError(CANARY);
    }

    @GET
    @Path("refuses")
    public String refuses() {
        throw new WebApplicationException(Response.status(409)
                .entity(CANARY)
                .header("ETag", "\"" + CANARY + "\"")
                .header("Set-Cookie", "a=" + CANARY)
                .header("Retry-After", "7")
                .header("X-Own", "kept")
                .build());
    }

    @GET
    @Path("wae500")
    public String serverError() {
        throw new WebApplicationException(CANARY, 500);
    }

    @GET
    @Path("silent")
    public Response silent() {
        return Response.status(404).build();
    }

    @GET
    @Path("moved")
    public Response moved() {
        throw new jakarta.ws.rs.RedirectionException(303, URI.create("/shop"));
    }

    @GET
    @Path("broken-entity")
    @Produces(MediaType.APPLICATION_JSON)
    public Object brokenEntity() {
        return new Object() {
            public String getName() {
                throw new IllegalStateException(CANARY);
            }
        };
    }

    @GET
    @Path("json")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Integer> json() {
        return Map.of("count", 1);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String order(Order order) {
        return order == null ? "nothing" : "ordered " + order.count();
    }

    @POST
    @Path("raw")
    public String raw(InputStream content) throws IOException {
        return Integer.toString(content.readAllBytes().length);
    }

    @POST
    @Path("swallows")
    public String swallows(InputStream content) {
        try {
            content.readAllBytes();
        } catch (IOException swallowed) {
            return "all is well";
        }
        return "read";
    }

    @GET
    @Path("query")
    public String query(@QueryParam("page") int page) {
        return "page " + page;
    }

    @GET
    @Path("path/{id}")
    public String path(@PathParam("id") int id) {
        return "id " + id;
    }

    @GET
    @Path("suspended")
    public void suspended(@Suspended AsyncResponse answer) {
        CompletableFuture.runAsync(() -> answer.resume("later"));
    }

    @GET
    @Path("suspended-throws")
    public void suspendedThrows(@Suspended AsyncResponse answer) {
        CompletableFuture.runAsync(() -> answer.resume(new IllegalStateException(CANARY)));
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage() {
        return CompletableFuture.supplyAsync(() -> "staged");
    }

    @GET
    @Path("stage-throws")
    public CompletionStage<String> stageThrows() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException(CANARY);
        });
    }
}
