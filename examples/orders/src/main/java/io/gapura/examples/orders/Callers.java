package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.SecurityContext;

/** The proven caller of a resource method. */
final class Callers {
    private Callers() {}

    /** Never anonymous: where the gate admits only proven callers, this cannot fail. */
    static Caller of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Caller caller && !caller.isAnonymous()) {
            return caller;
        }
        throw new NotAuthorizedException("Bearer");
    }
}
