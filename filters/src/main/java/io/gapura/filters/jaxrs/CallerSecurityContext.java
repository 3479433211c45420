package io.gapura.filters.jaxrs;

import io.gapura.filters.Caller;
import io.gapura.filters.Exchange;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The proven caller as {@code SecurityContext}. Asks the exchange each time, because a later policy may add roles. While
 * the caller is anonymous the container's own answer stands.
 */
final class CallerSecurityContext implements SecurityContext {
    private final Exchange exchange;
    private final @Nullable SecurityContext container;

    CallerSecurityContext(Exchange exchange, @Nullable SecurityContext container) {
        this.exchange = exchange;
        this.container = container;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Caller caller = exchange.caller();
        if (!caller.isAnonymous()) {
            return caller;
        }
        return container == null ? null : container.getUserPrincipal();
    }

    @Override
    public boolean isUserInRole(String role) {
        Caller caller = exchange.caller();
        if (!caller.isAnonymous()) {
            return caller.isInRole(role);
        }
        // Whoever has no name holds no role, whatever comes along.
        return container != null && container.getUserPrincipal() != null && container.isUserInRole(role);
    }

    @Override
    public boolean isSecure() {
        return container == null ? exchange.request().scheme().equals("https") : container.isSecure();
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
        Caller caller = exchange.caller();
        if (!caller.isAnonymous()) {
            return caller.mechanism();
        }
        return container == null ? null : container.getAuthenticationScheme();
    }
}
