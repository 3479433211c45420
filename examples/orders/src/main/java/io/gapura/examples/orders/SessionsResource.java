package io.gapura.examples.orders;

import io.gapura.filters.AuditClass;
import io.gapura.filters.Audited;
import io.gapura.rbac.RequiresAuthentication;
import io.gapura.rbac.RequiresPermission;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;

/** What only an administrator may do, and only one who has just proven to be it by something harder than a password. */
@Path("admin/sessions")
public final class SessionsResource {
    private final Tokens tokens;

    @Inject
    SessionsResource(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Ends the session of everybody who has logged in. */
    @DELETE
    @RequiresPermission("session:end")
    @Audited(AuditClass.CRITICAL)
    @RequiresAuthentication(acr = "phr", maxAgeSeconds = 300)
    public void endAll() {
        tokens.endAll();
    }
}
