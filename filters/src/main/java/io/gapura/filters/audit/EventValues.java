package io.gapura.filters.audit;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Attested;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is taken of an event: a closed list, neutralised, redacted and cut. Of a request that is method, canonical path and
 * user agent, of a trusted proxy's request the id and the trace that it was given, and of headers and query parameters
 * those that are listed. No body, and no path parameter, which may carry a session id.
 *
 * <p>Bounds in code points: method 32, user agent, caller and listed values 256, issuer, endpoint and proof 512, reason and
 * address 64, path and note 1,024; of all else see {@link UnmappedValues}. A line is therefore under 32 KiB.
 */
final class EventValues {
    /** In the place of a policy where all let proceed: OCSF wants a name or an id beside the version. */
    static final String NO_POLICY = "gate";

    private static final int LONGEST = 1_024;

    final boolean ofRequest;
    final String method;
    final String path;
    final String operation;
    final ListedValues listed;
    final String userAgent;
    final Map<String, Object> source;
    final Map<String, Object> user;
    final Map<String, Object> target;
    final String session;
    final String tenant;
    final String policy;
    final String version;
    final String rule;
    final String detail;
    final Map<String, Object> trace;
    final Map<String, Object> unmapped;
    final long dropped;

    private final Redaction redaction;
    private final String uid;
    private final Neutralizer neutralizer = new Neutralizer();

    private EventValues(AuditEvent event, Redaction redaction, String uid, boolean readable) {
        this.redaction = redaction;
        this.uid = uid;
        Optional<RequestView> request = readable ? event.request() : Optional.empty();
        UnmappedValues more = new UnmappedValues(neutralizer, redaction, uid);
        ofRequest = event.request().isPresent() || event.unread().isPresent();
        method = text(
                request.map(RequestView::method)
                        .or(() -> event.unread().map(AuditEvent.RequestLine::method))
                        .orElse(""),
                32);
        path = free(request.map(view -> view.target().path()).orElse(""), LONGEST);
        operation = text(
                event.endpoint()
                        .map(endpoint -> endpoint.httpMethod() + " " + endpoint.template())
                        .orElse("unmatched"),
                512);
        listed = request.map(view -> ListedValues.of(view, redaction, neutralizer))
                .orElse(ListedValues.NONE);
        userAgent = request.map(view -> userAgent(view, more)).orElse("");
        Caller caller = request.map(RequestView::caller).orElse(Caller.anonymous());
        source = source(event, request, caller);
        user = user(caller);
        target = event.application()
                .flatMap(ApplicationEvent::subject)
                .map(id -> Map.<String, Object>of("type_id", 99L, "uid", person(id, "user.uid")))
                .orElse(user);
        session = caller.claims()
                .flatMap(claims -> claims.texts("jti"))
                .filter(tokens -> tokens.size() == 1)
                .map(tokens -> redaction.token("session", tokens.get(0)))
                .orElse("");
        tenant = text(caller.tenant().orElse(""), 128);
        policy = text(event.policy().orElse(NO_POLICY), 64);
        version = text(event.version(), 256);
        rule = text(event.rejection().map(Rejection::code).orElse(""), 64);
        detail = text(event.rejection().map(Rejection::reason).orElse(""), 64);
        request.flatMap(view -> view.caller().proof(Attested.class))
                .ifPresent(proof -> more.put("proof", SecretScan.ofValue(text(proof.attestation(), 512))));
        event.rejection().flatMap(Rejection::note).ifPresent(note -> more.put("note", free(note, LONGEST)));
        request.flatMap(RequestView::claimedId).ifPresent(id -> more.put("claimed_request_id", free(id, 64)));
        trace = request.flatMap(RequestView::trace)
                .<Map<String, Object>>map(
                        known -> Map.of("span", Map.of("uid", known.parentId()), "uid", known.traceId()))
                .orElse(Map.of());
        more.shadow(event.shadowed());
        request.ifPresent(view -> more.offered(OfferedValues.of(event.shadowed(), view, redaction)));
        more.facts(event.facts());
        more.application(event.application(), caller);
        if (!readable) {
            more.put("encoding_failed", true);
        }
        if (event.kind() == AuditEvent.Kind.COMPLETED && redaction.grantsPercent() < 100) {
            more.put("grants_percent", (long) redaction.grantsPercent());
        }
        unmapped = more.finished();
        dropped = neutralizer.dropped();
    }

    /** Never throws: a request whose own accessors fail is recorded without its values and marked. */
    static EventValues of(AuditEvent event, Redaction redaction, String uid) {
        try {
            return new EventValues(event, redaction, uid, true);
        } catch (RuntimeException unreadable) {
            return new EventValues(event, redaction, uid, false);
        }
    }

    private String userAgent(RequestView request, UnmappedValues more) {
        List<String> lines = request.headers().all("user-agent");
        if (lines.size() > 1) {
            more.put("user_agent_lines", (long) lines.size());
        }
        return lines.size() == 1 ? free(lines.get(0), 256) : "";
    }

    /** No address known: a name that says so. An address that is not clear is no {@code ip} any more. */
    private Map<String, Object> source(AuditEvent event, Optional<RequestView> request, Caller caller) {
        String address = request.map(RequestView::client)
                .or(() -> event.unread().map(AuditEvent.RequestLine::client))
                .map(Client::address)
                .orElse("unknown");
        if (address.equals("unknown")) {
            return Map.of("name", address);
        }
        if (redaction.isAddressClear()) {
            return Map.of("ip", text(address, 64));
        }
        Optional<String> subject = caller.isAnonymous() ? Optional.empty() : Optional.of(caller.id());
        return Map.of("uid", redaction.address(subject, address, uid));
    }

    private Map<String, Object> user(Caller caller) {
        if (caller.isAnonymous()) {
            return Map.of("name", "anonymous", "type_id", 0L);
        }
        Map<String, Object> members = new TreeMap<>();
        if (!caller.issuer().isEmpty()) {
            members.put("domain", text(caller.issuer(), 512));
        }
        members.put("type", text(caller.mechanism(), 64));
        members.put("type_id", 99L);
        members.put("uid", person(caller.id(), "actor.user.uid"));
        return members;
    }

    private String person(String id, String field) {
        return redaction.isCallerClear() ? free(id, 256) : redaction.person(id, field, uid);
    }

    private String text(String raw, int bound) {
        return neutralizer.text(raw, bound);
    }

    private String free(String raw, int bound) {
        return SecretScan.ofFreeText(neutralizer.text(raw, bound));
    }
}
