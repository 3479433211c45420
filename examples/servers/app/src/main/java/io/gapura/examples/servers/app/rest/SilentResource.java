package io.gapura.examples.servers.app.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Says nothing about access, and is therefore closed. */
@Path("silent")
public class SilentResource {
    @GET
    public Response get() {
        return Answers.text("SilentResource#get", "must not be seen");
    }
}
