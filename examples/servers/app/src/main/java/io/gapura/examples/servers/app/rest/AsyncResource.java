package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Answers from another thread, or not at all. */
@Path("async")
@PermitAll
public class AsyncResource {
    @GET
    @Path("resume")
    public void resume(@Suspended AsyncResponse response) {
        CompletableFuture.runAsync(() -> response.resume(Answers.text("AsyncResource#resume", "resumed")));
    }

    @GET
    @Path("fail")
    public void fail(@Suspended AsyncResponse response) {
        CompletableFuture.runAsync(() -> response.resume(new IllegalStateException("canary-async")));
    }

    @GET
    @Path("timeout")
    public void timeout(@Suspended AsyncResponse response) {
        response.setTimeout(200, TimeUnit.MILLISECONDS);
    }

    @GET
    @Path("stage")
    public CompletionStage<Response> stage() {
        return CompletableFuture.supplyAsync(() -> Answers.text("AsyncResource#stage", "staged"));
    }

    @GET
    @Path("denied")
    @DenyAll
    public void denied(@Suspended AsyncResponse response) {
        response.resume(Answers.text("AsyncResource#denied", "must not be seen"));
    }
}
