package io.gapura.filters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one request, or of the gate itself. One event per request: written at the refusal, or at
 * completion when it was admitted. Holds the request only while {@link AuditSink#append} runs.
 */
public final class AuditEvent {
    private final Kind kind;
    private final long epochMillis;
    private final IncidentId incident;
    private final String version;
    private final @Nullable RequestView request;
    private final @Nullable RequestLine unread;
    private final int status;
    private final @Nullable Rejection rejection;
    private final @Nullable String policy;
    private final List<WouldReject> shadowed;
    private final Map<String, String> facts;
    private final @Nullable Endpoint endpoint;

    /** What happened. */
    public enum Kind {
        /** The gate opened; {@link AuditEvent#facts} holds the posture. */
        START,
        /** The gate closed. */
        STOP,
        /** A request was refused, or the gate answered it. */
        REFUSED,
        /** An admitted request has its answer. */
        COMPLETED,
        /** An admitted request failed, or its answer was cut off. */
        FAILED
    }

    /** A refusal that was only recorded. */
    public record WouldReject(String policy, Rejection rejection) {}

    /** What is known of a request that could not be read. */
    public record RequestLine(String method, String scheme, Client client) {}

    private AuditEvent(
            Kind kind,
            long epochMillis,
            IncidentId incident,
            String version,
            @Nullable RequestView request,
            @Nullable RequestLine unread,
            int status,
            @Nullable Rejection rejection,
            @Nullable String policy,
            List<WouldReject> shadowed,
            Map<String, String> facts,
            @Nullable Endpoint endpoint) {
        this.kind = kind;
        this.epochMillis = epochMillis;
        this.incident = incident;
        this.version = version;
        this.request = request;
        this.unread = unread;
        this.status = status;
        this.rejection = rejection;
        this.policy = policy;
        this.shadowed = shadowed;
        this.facts = facts;
        this.endpoint = endpoint;
    }

    /** An event of the gate itself. */
    public static AuditEvent ofGate(
            Kind kind, Instant time, IncidentId incident, String version, Map<String, String> facts) {
        return new AuditEvent(
                kind,
                time.toEpochMilli(),
                incident,
                version,
                null,
                null,
                0,
                null,
                null,
                List.of(),
                Map.copyOf(facts),
                null);
    }

    /** An event of a request that was read. */
    public static AuditEvent ofRequest(
            Kind kind, Instant time, IncidentId incident, String version, RequestView request, int status) {
        return ofRequest(
                kind,
                time.toEpochMilli(),
                incident,
                version,
                request,
                request.endpoint().orElse(null),
                status);
    }

    static AuditEvent ofRequest(
            Kind kind,
            long epochMillis,
            IncidentId incident,
            String version,
            RequestView request,
            @Nullable Endpoint endpoint,
            int status) {
        return new AuditEvent(
                kind, epochMillis, incident, version, request, null, status, null, null, List.of(), Map.of(), endpoint);
    }

    /** An event of a request that could not be read into a view. */
    public static AuditEvent ofUnread(
            Kind kind, Instant time, IncidentId incident, String version, RequestLine line, int status) {
        return new AuditEvent(
                kind,
                time.toEpochMilli(),
                incident,
                version,
                null,
                line,
                status,
                null,
                null,
                List.of(),
                Map.of(),
                null);
    }

    /** The same with the refusal and the policy that decided it. */
    public AuditEvent refused(Rejection by, String policyName) {
        return new AuditEvent(
                kind,
                epochMillis,
                incident,
                version,
                request,
                unread,
                status,
                by,
                policyName,
                shadowed,
                facts,
                endpoint);
    }

    /** The same with the refusals that were only recorded. */
    public AuditEvent shadowed(List<WouldReject> wouldReject) {
        return new AuditEvent(
                kind,
                epochMillis,
                incident,
                version,
                request,
                unread,
                status,
                rejection,
                policy,
                wouldReject,
                facts,
                endpoint);
    }

    public Kind kind() {
        return kind;
    }

    /** To the millisecond. */
    public Instant time() {
        return Instant.ofEpochMilli(epochMillis);
    }

    public IncidentId incident() {
        return incident;
    }

    /** Of the pipelines that decided: counter and digest. */
    public String version() {
        return version;
    }

    /** Empty for events of the gate, and for a request that could not be read. */
    public Optional<RequestView> request() {
        return Optional.ofNullable(request);
    }

    /** What was called, or would have been; empty when nothing was matched. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** Present only for a request that could not be read. */
    public Optional<RequestLine> unread() {
        return Optional.ofNullable(unread);
    }

    /** As sent to the client; 0 for events of the gate. */
    public int status() {
        return status;
    }

    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** The policy that decided, {@code engine} for the engine itself; empty when all proceeded. */
    public Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    public List<WouldReject> shadowed() {
        return shadowed;
    }

    /** Private words about the gate; empty for requests. */
    public Map<String, String> facts() {
        return facts;
    }
}
