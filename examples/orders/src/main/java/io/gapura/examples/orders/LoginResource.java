package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.rbac.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Gives a bearer token for a password. */
@Path("login")
public final class LoginResource {
    private final Tokens tokens;

    @Inject
    LoginResource(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What the client keeps. */
    public record Issued(String token, long expiresInSeconds) {}

    /** By password alone: a token that could fetch another would never end. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Authenticated
    public Response login(@Context SecurityContext security) {
        Caller caller = Callers.of(security);
        if (caller.proof(Credential.class).orElse(Credential.TOKEN) != Credential.PASSWORD) {
            throw new ForbiddenException();
        }
        return Response.ok(new Issued(tokens.issue(caller.id()), Tokens.LIFETIME.toSeconds()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
