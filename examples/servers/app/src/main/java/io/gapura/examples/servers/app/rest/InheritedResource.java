package io.gapura.examples.servers.app.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Closed by the interface it implements. */
@Path("inherited")
public class InheritedResource implements Closed {
    @Override
    @GET
    public Response get() {
        return Answers.text("InheritedResource#get", "must not be seen");
    }
}
