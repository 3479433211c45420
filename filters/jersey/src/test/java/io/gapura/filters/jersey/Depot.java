package io.gapura.filters.jersey;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.atomic.AtomicInteger;

/** Sub-resources by locator; counts what ran. A rule of the tests covers what is {@link Deprecated}. */
@Path("depot")
public class Depot {
    static final AtomicInteger LOCATED = new AtomicInteger();
    static final AtomicInteger CALLED = new AtomicInteger();

    /** What a locator returns. */
    public static class Shelf {
        @GET
        public String shelf() {
            CALLED.incrementAndGet();
            return "shelf";
        }

        @GET
        @Deprecated
        @Path("locked")
        public String locked() {
            CALLED.incrementAndGet();
            return "locked";
        }
    }

    @Path("free")
    public Shelf free() {
        LOCATED.incrementAndGet();
        return new Shelf();
    }

    @Deprecated
    @Path("ruled")
    public Shelf ruled() {
        LOCATED.incrementAndGet();
        return new Shelf();
    }

    @GET
    @Deprecated
    @Path("{number}")
    public String number(@PathParam("number") int number) {
        CALLED.incrementAndGet();
        return "number";
    }
}
