package io.gapura.filters.audit;

import io.gapura.filters.Attested;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is taken of an event: a closed list, neutralised and cut. Of a request that is method, canonical path and user
 * agent, and of a trusted proxy's request the id and the trace that it was given. No other header, no query, no body, and
 * no path parameter, which may carry a session id: so there is no secret to redact.
 *
 * <p>Bounds in code points: method 32, user agent and caller 256, issuer, endpoint and proof 512, reason and address 64, shadow
 * 16 entries of 320 and 2,048 together, facts 6,000 together, path and note 1,024. A line is therefore under 32 KiB.
 */
final class EventValues {
    private static final int LONGEST = 1_024;
    private static final int MOST_SHADOWED = 16;
    private static final int LONGEST_SHADOWED = 320;
    private static final int MOST_SHADOWED_TEXT = 2_048;
    private static final int MOST_FACTS = 32;

    final boolean ofRequest;
    final String method;
    final String path;
    final String operation;
    final String userAgent;
    final String address;
    final Map<String, Object> user;
    final String policy;
    final String version;
    final String rule;
    final String detail;
    final Map<String, Object> trace;
    final Map<String, Object> unmapped = new TreeMap<>();
    final boolean truncated;

    private final Neutralizer neutralizer = new Neutralizer();

    private EventValues(AuditEvent event, boolean readable) {
        Optional<RequestView> request = readable ? event.request() : Optional.empty();
        ofRequest = event.request().isPresent() || event.unread().isPresent();
        method = text(
                request.map(RequestView::method)
                        .or(() -> event.unread().map(AuditEvent.RequestLine::method))
                        .orElse(""),
                32);
        path = text(request.map(view -> view.target().path()).orElse(""), LONGEST);
        operation = text(
                event.endpoint()
                        .map(endpoint -> endpoint.httpMethod() + " " + endpoint.template())
                        .orElse("unmatched"),
                512);
        userAgent = text(request.map(this::userAgent).orElse(""), 256);
        address = text(
                request.map(RequestView::client)
                        .or(() -> event.unread().map(AuditEvent.RequestLine::client))
                        .map(Client::address)
                        .orElse("unknown"),
                64);
        user = user(request.map(RequestView::caller).orElse(Caller.anonymous()));
        policy = text(event.policy().orElse("pipeline"), 64);
        version = text(event.version(), 256);
        rule = text(event.rejection().map(Rejection::code).orElse(""), 64);
        detail = text(event.rejection().map(Rejection::reason).orElse(""), 64);
        request.flatMap(view -> view.caller().proof(Attested.class))
                .ifPresent(proof -> unmapped.put("proof", text(proof.attestation(), 512)));
        event.rejection().flatMap(Rejection::note).ifPresent(note -> unmapped.put("note", text(note, LONGEST)));
        request.flatMap(RequestView::claimedId).ifPresent(id -> unmapped.put("claimed_request_id", text(id, 64)));
        trace = request.flatMap(RequestView::trace)
                .<Map<String, Object>>map(
                        known -> Map.of("span", Map.of("uid", known.parentId()), "uid", known.traceId()))
                .orElse(Map.of());
        shadow(event.shadowed());
        facts(event.facts());
        if (!readable) {
            unmapped.put("encoding_failed", true);
        }
        if (neutralizer.changed()) {
            unmapped.put("neutralized", true);
        }
        truncated = neutralizer.cut();
    }

    /** Never throws: a request whose own accessors fail is recorded without its values and marked. */
    static EventValues of(AuditEvent event) {
        try {
            return new EventValues(event, true);
        } catch (RuntimeException unreadable) {
            return new EventValues(event, false);
        }
    }

    private String userAgent(RequestView request) {
        List<String> lines = request.headers().all("user-agent");
        if (lines.size() > 1) {
            unmapped.put("user_agent_lines", (long) lines.size());
        }
        return lines.size() == 1 ? lines.get(0) : "";
    }

    private Map<String, Object> user(Caller caller) {
        if (caller.isAnonymous()) {
            return Map.of("name", "anonymous", "type_id", 0L);
        }
        Map<String, Object> members = new TreeMap<>();
        if (!caller.issuer().isEmpty()) {
            members.put("domain", text(caller.issuer(), 512));
        }
        caller.claims()
                .flatMap(claims -> claims.texts("jti"))
                .filter(ids -> ids.size() == 1)
                .ifPresent(ids -> members.put("credential_uid", text(ids.get(0), 256)));
        members.put("type", text(caller.mechanism(), 64));
        members.put("type_id", 99L);
        members.put("uid", text(caller.id(), 256));
        return members;
    }

    private void shadow(List<AuditEvent.WouldReject> shadowed) {
        if (shadowed.isEmpty()) {
            return;
        }
        List<String> words = ShadowWords.of(shadowed);
        List<String> kept = new ArrayList<>();
        int room = MOST_SHADOWED_TEXT;
        for (String word : words) {
            String written = text(word, LONGEST_SHADOWED);
            room -= written.length();
            if (kept.size() < MOST_SHADOWED && room >= 0) {
                kept.add(written);
            }
        }
        unmapped.put("shadow", kept);
        if (words.size() > kept.size()) {
            unmapped.put("shadow_dropped", (long) words.size() - kept.size());
        }
    }

    private void facts(Map<String, String> facts) {
        long dropped = 0;
        int room = 6_000;
        for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
            String key = fact.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
            String value = text(fact.getValue(), Math.min(room, LONGEST));
            boolean fits = unmapped.size() < MOST_FACTS && key.matches("[a-z][a-z0-9_]{1,40}");
            if (!fits || unmapped.putIfAbsent(key, value) != null) {
                dropped++;
            } else {
                room -= value.length();
            }
        }
        if (dropped > 0) {
            unmapped.put("facts_dropped", dropped);
        }
    }

    private String text(String raw, int bound) {
        return neutralizer.text(raw, bound);
    }
}
