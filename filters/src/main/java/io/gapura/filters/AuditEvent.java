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
    private final @Nullable Endpoint endpoint;
    private final int status;
    private final Rest rest;

    /** What the event of an admitted request has not: one shared constant for it, instead of seven fields in each. */
    private record Rest(
            @Nullable RequestLine unread,
            @Nullable Rejection rejection,
            @Nullable String policy,
            List<WouldReject> shadowed,
            Map<String, String> facts,
            @Nullable ApplicationEvent application,
            @Nullable AuditWord word,
            boolean critical) {
        static final Rest NOTHING = new Rest(null, null, null, List.of(), Map.of(), null, null, false);

        static Rest of(@Nullable RequestLine unread, Map<String, String> facts) {
            return new Rest(unread, null, null, List.of(), facts, null, null, false);
        }

        Rest refused(Rejection by, String policyName) {
            return new Rest(unread, by, policyName, shadowed, facts, application, word, critical);
        }

        Rest answered(@Nullable String policyName) {
            return new Rest(unread, rejection, policyName, shadowed, facts, application, word, critical);
        }

        Rest shadowed(List<WouldReject> would) {
            return new Rest(unread, rejection, policy, would, facts, application, word, critical);
        }

        Rest telling(Map<String, String> more) {
            return new Rest(unread, rejection, policy, shadowed, more, application, word, critical);
        }

        Rest recordedAs(Recorded recorded) {
            return new Rest(
                    unread, rejection, policy, shadowed, recorded.facts(), application, recorded.word(), critical);
        }

        Rest raised() {
            return critical ? this : new Rest(unread, rejection, policy, shadowed, facts, application, word, true);
        }
    }

    /** What happened. */
    public enum Kind {
        /** The gate opened; {@link AuditEvent#facts} holds the posture. */
        START,
        /** The gate closed. */
        STOP,
        /** A policy was replaced while the gate is open; {@link AuditEvent#facts} holds what changed. */
        POLICY_CHANGED,
        /** A policy was to be replaced and is not: the last good one stays; the facts say why. */
        POLICY_KEPT,
        /** An administrator has changed the text of a policy where it is kept; the facts say who, why and what. */
        POLICY_WRITTEN,
        /** An administrator wanted to, and nothing was written; the facts say why. */
        POLICY_UNWRITTEN,
        /** The caller was proven by a credential that was not seen before. */
        PROVEN,
        /** A request was admitted to a critical endpoint, which runs once this is stored. */
        INTENT,
        /** The application has recorded something: {@link AuditEvent#application}. */
        APPLICATION,
        /** A request was refused, or the gate answered it. */
        REFUSED,
        /** An admitted request has its answer. */
        COMPLETED,
        /** The same, for an access log alone: see {@link AuditEvent#onlyAccess}. */
        ACCESSED,
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
            @Nullable Endpoint endpoint,
            int status,
            Rest rest) {
        this.kind = kind;
        this.epochMillis = epochMillis;
        this.incident = incident;
        this.version = version;
        this.request = request;
        this.endpoint = endpoint;
        this.status = status;
        this.rest = rest;
    }

    /** An event of the gate itself. */
    public static AuditEvent ofGate(
            Kind kind, Instant time, IncidentId incident, String version, Map<String, String> facts) {
        Rest rest = Rest.of(null, Map.copyOf(facts));
        return new AuditEvent(kind, time.toEpochMilli(), incident, version, null, null, 0, rest);
    }

    /** An event of a request that was read. */
    public static AuditEvent ofRequest(
            Kind kind, Instant time, IncidentId incident, String version, RequestView request, int status) {
        Endpoint endpoint = request.endpoint().orElse(null);
        return ofRequest(kind, time.toEpochMilli(), incident, version, request, endpoint, status);
    }

    static AuditEvent ofRequest(
            Kind kind,
            long epochMillis,
            IncidentId incident,
            String version,
            RequestView request,
            @Nullable Endpoint endpoint,
            int status) {
        return new AuditEvent(kind, epochMillis, incident, version, request, endpoint, status, Rest.NOTHING);
    }

    /** One made in one piece: {@link #refused} and {@link #shadowed} copy, and refusing must not cost more than accepting. */
    static AuditEvent ofRefusal(
            long epochMillis,
            IncidentId incident,
            String version,
            RequestView request,
            @Nullable Endpoint endpoint,
            int status,
            Rejection by,
            String policyName,
            List<WouldReject> shadowed) {
        Rest rest = new Rest(null, by, policyName, shadowed, Map.of(), null, null, false);
        return new AuditEvent(Kind.REFUSED, epochMillis, incident, version, request, endpoint, status, rest);
    }

    /** An event of a request that could not be read into a view. */
    public static AuditEvent ofUnread(
            Kind kind, Instant time, IncidentId incident, String version, RequestLine line, int status) {
        Rest rest = Rest.of(line, Map.of());
        return new AuditEvent(kind, time.toEpochMilli(), incident, version, null, null, status, rest);
    }

    /** The same with the refusal and the policy that decided it. */
    public AuditEvent refused(Rejection by, String policyName) {
        return with(rest.refused(by, policyName));
    }

    /** The same with the policy that answered the request itself. */
    public AuditEvent answered(@Nullable String policyName) {
        return with(rest.answered(policyName));
    }

    /** The same with the refusals that were only recorded. */
    public AuditEvent shadowed(List<WouldReject> wouldReject) {
        return with(rest.shadowed(wouldReject));
    }

    /** The same, to be on the disk before anything goes on. */
    public AuditEvent critical() {
        return rest.critical ? this : with(rest.raised());
    }

    /** The same with what the application recorded. */
    public AuditEvent application(ApplicationEvent recorded) {
        boolean critical = rest.critical || recorded.auditClass() == AuditClass.CRITICAL;
        return with(new Rest(
                rest.unread, rest.rejection, rest.policy, rest.shadowed, rest.facts, recorded, null, critical));
    }

    /** A grant that is not recorded as one, for a log of all requests that were served. */
    public AuditEvent onlyAccess() {
        return new AuditEvent(Kind.ACCESSED, epochMillis, incident, version, request, endpoint, status, rest);
    }

    /** The same with these private words. */
    public AuditEvent telling(Map<String, String> facts) {
        return with(rest.telling(Map.copyOf(facts)));
    }

    AuditEvent recordedAs(Recorded recorded) {
        return with(rest.recordedAs(recorded));
    }

    private AuditEvent with(Rest other) {
        return new AuditEvent(kind, epochMillis, incident, version, request, endpoint, status, other);
    }

    public Kind kind() {
        return kind;
    }

    /** To the millisecond. */
    public Instant time() {
        return Instant.ofEpochMilli(epochMillis);
    }

    /** The same as a number. */
    public long epochMillis() {
        return epochMillis;
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

    /** The same for what is asked of every event. */
    public @Nullable RequestView requestOrNull() {
        return request;
    }

    /**
     * Whether it is the one event that ends a request. A walk is settled once, so that no incident has two of them: such an
     * event has the incident's id for its own, and what else is told of the request points to it.
     */
    public boolean endsRequest() {
        return kind == Kind.COMPLETED || kind == Kind.REFUSED || kind == Kind.FAILED || kind == Kind.ACCESSED;
    }

    /** What was called, or would have been; empty when nothing was matched. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** The same for what is asked of every event. */
    public @Nullable Endpoint endpointOrNull() {
        return endpoint;
    }

    /** Present only for a request that could not be read. */
    public Optional<RequestLine> unread() {
        return Optional.ofNullable(rest.unread);
    }

    /** As sent to the client; 0 for events of the gate. */
    public int status() {
        return status;
    }

    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rest.rejection);
    }

    /** The policy that decided, {@code engine} for the engine itself; empty when all proceeded. */
    public Optional<String> policy() {
        return Optional.ofNullable(rest.policy);
    }

    public List<WouldReject> shadowed() {
        return rest.shadowed;
    }

    /** Private words about the gate, or about what a request has done; mostly empty for requests. */
    public Map<String, String> facts() {
        return rest.facts;
    }

    /** What the application recorded; present for {@link Kind#APPLICATION} alone. */
    public Optional<ApplicationEvent> application() {
        return Optional.ofNullable(rest.application);
    }

    /** What a request that succeeded has done, when it is more than a plain grant. */
    public Optional<AuditWord> word() {
        return Optional.ofNullable(rest.word);
    }

    /** Whether endpoint or application raised it to {@link AuditClass#CRITICAL}; the catalogue may do so too. */
    public boolean isCritical() {
        return rest.critical;
    }
}
