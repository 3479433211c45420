package io.gapura.examples.servers.app.rest;

import io.gapura.examples.servers.app.Counted;
import io.gapura.validation.OpenMembers;
import io.gapura.validation.constraints.FreeText;
import io.gapura.validation.constraints.Identifier;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
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

    /** Stops where the gate stops it, and says in the log how far it came. */
    @POST
    @Path("counted")
    @Consumes("application/octet-stream")
    public Response counted(
            @QueryParam("run") @Identifier(max = 40) String run,
            @QueryParam("by") @DefaultValue("1") @Min(1) @Max(65_536) int by,
            InputStream content)
            throws IOException {
        return Answers.text("BodyResource#counted", "bytes=" + Counted.bytes(content, run, by));
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
