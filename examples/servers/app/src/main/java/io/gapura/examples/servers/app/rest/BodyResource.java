package io.gapura.examples.servers.app.rest;

import io.gapura.validation.OpenMembers;
import io.gapura.validation.constraints.FreeText;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Says what it read, so that a replayed body can be told from a missing one. */
@Path("body")
@PermitAll
public class BodyResource {
    @POST
    @Path("length")
    @Consumes("application/octet-stream")
    public Response length(byte[] content) {
        return Answers.text("BodyResource#length", "bytes=" + content.length);
    }

    @POST
    @Path("form")
    @Consumes("application/x-www-form-urlencoded")
    public Response form(
            @FormParam("name") @FreeText("echoed, to show what arrived") String name,
            @QueryParam("other") @Size(max = 5) String other) {
        return Answers.text("BodyResource#form", "name=" + name);
    }

    @POST
    @Path("json")
    @Consumes("application/json")
    public Response json(@OpenMembers(max = 10) Map<String, Object> members) {
        return Answers.text("BodyResource#json", "members=" + members.size());
    }
}
