package io.gapura.examples.cli.access;

import io.gapura.filters.Decision;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.RequiresPermission;
import io.gapura.rbac.RequiresScope;
import io.gapura.rbac.ResourceAccess;
import io.gapura.rbac.ResourceCheck;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What the commands about access look at in their tests. */
public final class Shop {
    private Shop() {}

    /** Orders. */
    @Path("orders")
    public static final class Orders {
        @GET
        @RequiresPermission("order:read")
        public String list() {
            return "";
        }

        @GET
        @Path("{id}")
        @RequiresPermission("order:read")
        @CheckResource(Owns.class)
        public String read(@PathParam("id") String id) {
            return id;
        }

        @POST
        @RolesAllowed("clerk")
        @RequiresScope("orders.write")
        public String create() {
            return "";
        }

        @DELETE
        public void forgotten() {}
    }

    /** Can be made by a container alone: the commands never make it. */
    public static final class Owns implements ResourceCheck {
        public Owns(String database) {
            throw new IllegalStateException(database);
        }

        @Override
        public Decision decide(ResourceAccess access) {
            return access.proceed();
        }
    }

    /** Ruled on by a path. */
    @SuppressWarnings("serial")
    @WebServlet("/internal/jobs")
    public static final class Jobs extends HttpServlet {}
}
