package io.gapura.examples.orders;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.filters.passwords.HashingBusyException;
import io.gapura.rbac.Authenticated;
import io.gapura.rbac.PublicEndpoint;
import io.gapura.validation.Contract;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
    private final HttpServletRequest request;

    @Inject
    RecoveryResource(RecoveryCodes codes, People people, LoginAttempts attempts, @Context HttpServletRequest request) {
        this.codes = codes;
        this.people = people;
        this.attempts = attempts;
        this.request = request;
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
        Codes made = new Codes(codes.make(caller.id()));
        record(ApplicationEvent.of(AuditWord.USER_UPDATED)
                .about(caller.id())
                .value("changed", "recovery-codes", DataClass.PUBLIC));
        return Response.ok(made).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
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
            record(ApplicationEvent.of(AuditWord.AUTHN_PASSWORD_CHANGE)
                    .about(recovery.name())
                    .value("proven_by", "recovery-code", DataClass.PUBLIC));
        } catch (HashingBusyException busy) {
            throw new ServiceUnavailableException(60L);
        }
    }

    private void record(ApplicationEvent event) {
        Audit.of(request::getAttribute).record(event);
    }
}
