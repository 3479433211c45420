package io.gapura.filters;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The audit side of exchanges: makes an event, and asks the sink in the one way that fails closed. */
final class Evidence {
    private Evidence() {}

    /** What is known now: of a request that was read, its walk; of one that was not, its first line. */
    static AuditEvent event(
            DeploymentState state,
            IncidentId incident,
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
        AuditEvent raised = entered != null && state.isCritical(entered) ? event.critical() : event;
        Recorded recorded = kind == AuditEvent.Kind.COMPLETED && status < 400 ? walk.recorded() : null;
        raised = recorded == null ? raised : raised.recordedAs(recorded);
        return walk.shadowed().isEmpty() ? raised : raised.shadowed(walk.shadowed());
    }

    /** The same for a refusal. */
    static AuditEvent refusal(
            DeploymentState state,
            IncidentId incident,
            int status,
            @Nullable Walk walk,
            AuditEvent.@Nullable RequestLine unread,
            @Nullable Endpoint entered,
            Rejection by,
            String policy) {
        if (walk == null) {
            return event(state, incident, AuditEvent.Kind.REFUSED, status, null, unread, entered)
                    .refused(by, policy);
        }
        AuditEvent event = AuditEvent.ofRefusal(
                state.clock().millis(),
                incident,
                state.version(),
                walk.view(),
                entered,
                status,
                by,
                policy,
                walk.shadowed());
        return entered != null && state.isCritical(entered) ? event.critical() : event;
    }

    /** Whether the next event could be stored. */
    static void check(DeploymentState state) throws AuditUnavailableException {
        try {
            state.audit().check();
        } catch (RuntimeException | Error broken) {
            throw new AuditUnavailableException("the sink threw", broken);
        }
    }

    static void append(DeploymentState state, AuditEvent event) throws AuditUnavailableException {
        try {
            state.audit().append(event);
        } catch (RuntimeException | Error broken) {
            throw new AuditUnavailableException("the sink threw", broken);
        }
    }
}
