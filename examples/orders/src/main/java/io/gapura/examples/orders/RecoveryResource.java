package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.filters.passwords.HashingBusyException;
import io.gapura.rbac.Authenticated;
import io.gapura.rbac.PublicEndpoint;
import io.gapura.validation.Contract;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** Codes for the day on which the password is forgotten, and that day. */
@Path("recovery")
public final class RecoveryResource {
    private final RecoveryCodes codes;
    private final People people;
    private final LoginAttempts attempts;

    @Inject
    RecoveryResource(RecoveryCodes codes, People people, LoginAttempts attempts) {
        this.codes = codes;
        this.people = people;
        this.attempts = attempts;
    }

    /** What the person writes down. */
    public record Codes(List<String> codes) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Codes";
        }
    }

    /** By password alone: who has found a token must not get a second way in. */
    @POST
    @Path("codes")
    @Produces(MediaType.APPLICATION_JSON)
    @Authenticated
    public Response make(@Context SecurityContext security) {
        Caller caller = Callers.of(security);
        if (caller.proof(Credential.class).orElse(Credential.TOKEN) != Credential.PASSWORD) {
            throw new ForbiddenException();
        }
        return Response.ok(new Codes(codes.make(caller.id())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** A code for a password. An unknown name, a wrong code and one that was used look the same. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Contract(maxBody = "4KiB")
    @PublicEndpoint(reason = "who has forgotten the password cannot log in first")
    public void recover(@Valid @NotNull Recovery recovery) {
        if (!attempts.take(recovery.name())) {
            throw new ClientErrorException(429);
        }
        if (!codes.use(recovery.name(), recovery.code())) {
            throw new ForbiddenException();
        }
        try {
            people.setPassword(recovery.name(), recovery.password());
        } catch (HashingBusyException busy) {
            throw new ServiceUnavailableException(60L);
        }
    }
}
