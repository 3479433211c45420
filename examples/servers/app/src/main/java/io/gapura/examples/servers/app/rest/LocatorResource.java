package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Hands on to a sub-resource whose methods carry the rules. */
@Path("locator")
public class LocatorResource {
    @Path("sub")
    public Sub sub() {
        return new Sub();
    }

    /** Known to the runtime only once the locator has run. */
    public static class Sub {
        @GET
        @Path("open")
        @PermitAll
        public Response open() {
            return Answers.text("Sub#open", "open");
        }

        @GET
        @Path("denied")
        @DenyAll
        public Response denied() {
            return Answers.text("Sub#denied", "must not be seen");
        }

        @GET
        @Path("silent")
        public Response silent() {
            return Answers.text("Sub#silent", "must not be seen");
        }
    }
}
