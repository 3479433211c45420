package io.gapura.filters;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The audit side of one exchange: makes its event, and asks the sink in the one way that fails closed. */
record Evidence(Deployment.State state, IncidentId incident) {
    /** What is known now: of a request that was read, its walk; of one that was not, its first line. */
    AuditEvent event(
            AuditEvent.Kind kind,
            int status,
            @Nullable Walk walk,
            AuditEvent.@Nullable RequestLine unread,
            @Nullable Endpoint entered) {
        if (walk == null) {
            return AuditEvent.ofUnread(
                    kind, state.clock().instant(), incident, state.version(), Objects.requireNonNull(unread), status);
        }
        AuditEvent event = AuditEvent.ofRequest(
                kind, state.clock().millis(), incident, state.version(), walk.view(), entered, status);
        return walk.shadowed().isEmpty() ? event : event.shadowed(walk.shadowed());
    }

    /** Whether the next event could be stored. */
    void check() throws AuditUnavailableException {
        try {
            state.audit().check();
        } catch (RuntimeException | Error broken) {
            throw new AuditUnavailableException("the sink threw", broken);
        }
    }

    void append(AuditEvent event) throws AuditUnavailableException {
        try {
            state.audit().append(event);
        } catch (RuntimeException | Error broken) {
            throw new AuditUnavailableException("the sink threw", broken);
        }
    }
}
