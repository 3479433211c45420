package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Attested;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestSource;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.Violation;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EventLineTest {
    @Test
    void anAdmittedRequestHasEveryRequiredMember() {
        RequestView request = RequestView.get("/orders/7?token=secret")
                .header("User-Agent", "curl/8")
                .withCaller(Caller.of("signing", "partners", "orders-7"))
                .withEndpoint(Endpoint.servlet("GET", "/orders/*", EventLineTest.class));
        Map<String, Object> event = Events.parsed(Events.completed(request));

        assertThat(event.keySet())
                .contains(
                        "category_uid",
                        "class_uid",
                        "activity_id",
                        "type_uid",
                        "severity_id",
                        "status_id",
                        "time",
                        "metadata",
                        "actor",
                        "src_endpoint");
        assertThat(event)
                .containsEntry("class_uid", 6003L)
                .containsEntry("category_uid", 6L)
                .containsEntry("activity_id", 2L)
                .containsEntry("type_uid", 600302L)
                .containsEntry("action_id", 1L)
                .containsEntry("disposition_id", 1L)
                .containsEntry(
                        "actor",
                        Map.of(
                                "user",
                                Map.of("type", "signing", "type_id", 99L, "domain", "partners", "uid", "orders-7")))
                .containsEntry("src_endpoint", Map.of("ip", "192.0.2.1"))
                .containsEntry("http_response", Map.of("code", 200L))
                .containsEntry("api", Map.of("operation", "GET /orders/*"))
                .containsEntry("policy", Map.of("name", "gate", "version", "1-abc"));
        assertThat(Events.at(event, "http_request"))
                .isEqualTo(Map.of("http_method", "GET", "url", Map.of("path", "/orders/7"), "user_agent", "curl/8"));
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("gapura_access");
    }

    @Test
    void whatATrustedProxySaysStandsBesideWhatWeKnow() {
        Headers fields = Headers.of(
                "X-Forwarded-For", "203.0.113.9",
                "X-Request-Id", "edge-7",
                "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Map<String, Object> proxied = Events.parsed(Events.completed(
                forwarded(TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "10.0.0.0/8"), fields)));
        assertThat(proxied)
                .containsEntry("src_endpoint", Map.of("ip", "203.0.113.9"))
                .containsEntry("unmapped", Map.of("claimed_request_id", "edge-7"))
                .containsEntry(
                        "trace",
                        Map.of("uid", "4bf92f3577b34da6a3ce929d0e0e4736", "span", Map.of("uid", "00f067aa0ba902b7")));

        Map<String, Object> stranger = Events.parsed(Events.completed(forwarded(TrustedProxies.none(), fields)));
        assertThat(stranger)
                .containsEntry("src_endpoint", Map.of("ip", "10.0.0.7"))
                .doesNotContainKeys("unmapped", "trace");
    }

    private static RequestView forwarded(TrustedProxies proxies, Headers fields) {
        return proxies.read("GET", Target.parse("/"), "http", fields, Body.none(), new Client("10.0.0.7"));
    }

    @Test
    void anAnonymousCallerWithoutAnEndpointIsSaidToBeSo() {
        Map<String, Object> event = Events.parsed(Events.completed("/"));

        assertThat(Events.at(event, "actor", "user")).isEqualTo(Map.of("name", "anonymous", "type_id", 0L));
        assertThat(Events.at(event, "api", "operation")).isEqualTo("unmatched");
    }

    @Test
    void aRefusedCredentialNamesItsUserWhereTheClassDemandsIt() {
        Map<String, Object> event =
                Events.parsed(Events.refused("signing", Rejection.of(401, "signature-refused", "expired")));

        assertThat(event).containsEntry("class_uid", 3002L).containsEntry("type_uid", 300201L);
        assertThat(event.get("user")).isEqualTo(Events.at(event, "actor", "user"));
    }

    @Test
    void aRequestThatCouldNotBeReadIsRecordedByMethodAndAddress() {
        Rejection rejection = Rejection.malformed("uri.utf8");
        AuditEvent unread = AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("G\nT", "http", new Client("unknown")),
                        400)
                .refused(rejection, "engine");
        Map<String, Object> event = Events.parsed(unread);

        assertThat(Events.at(event, "http_request")).isEqualTo(Map.of("http_method", "G<U+000A>T"));
        assertThat(Events.at(event, "src_endpoint")).isEqualTo(Map.of("name", "unknown"));
        assertThat(Events.at(event, "unmapped", "neutralized")).isEqualTo(true);
        assertThat(Events.at(event, "status_detail")).isEqualTo("uri.utf8");
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("malicious_extraneous");
    }

    /** Of an admitted request as of one that a later policy refused. */
    @Test
    void whatACallerWasProvenByStandsBesideIt() {
        Attested proof = () -> "key orders-2026-11, profile strict";
        RequestView request = RequestView.get("/orders/7")
                .withCaller(Caller.of("signing", "orders").withProof("no words").withProof(proof));
        AuditEvent served = Events.completed(request);
        assertThat(Events.at(Events.parsed(served), "unmapped", "proof"))
                .isEqualTo("key orders-2026-11, profile strict");
        AuditEvent refused = served.refused(Rejection.of(403, "forbidden", "role"), "rbac");
        assertThat(Events.at(Events.parsed(refused), "unmapped", "proof"))
                .isEqualTo("key orders-2026-11, profile strict");
        AuditEvent unproven = Events.completed(request.withCaller(Caller.of("signing", "orders")));
        assertThat(Events.parsed(unproven).toString()).doesNotContain("proof");
    }

    @Test
    void theNoteOfARefusalIsKept() {
        Map<String, Object> event = Events.parsed(Events.refused(
                "signing", Rejection.of(401, "signature-refused", "expired").note("created 412 s ago")));

        assertThat(Events.at(event, "unmapped", "note")).isEqualTo("created 412 s ago");
    }

    @Test
    void whatShadowWouldHaveRefusedIsListedAndObserved() {
        Rejection would = Rejection.of(422, "content-refused", "body.unknown");
        AuditEvent shadowed = Events.completed("/").shadowed(List.of(new AuditEvent.WouldReject("validation", would)));
        Map<String, Object> event = Events.parsed(shadowed);

        assertThat(Events.at(event, "unmapped", "shadow"))
                .isEqualTo(List.of("validation:content-refused:body.unknown"));
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("input_validation_discrete_fail");
        assertThat(event)
                .containsEntry("action_id", 3L)
                .containsEntry("disposition_id", 17L)
                .containsEntry("severity_id", 1L)
                .containsEntry("status_id", 1L);
    }

    @Test
    void theShadowListIsBounded() {
        List<AuditEvent.WouldReject> many = IntStream.range(0, 19)
                .mapToObj(i -> new AuditEvent.WouldReject("rbac", Rejection.of(403, "forbidden", "role-" + i)))
                .toList();

        Map<String, Object> full = Events.parsed(Events.completed("/").shadowed(many.subList(0, 16)));
        Map<String, Object> over = Events.parsed(Events.completed("/").shadowed(many));

        assertThat((List<?>) Events.at(full, "unmapped", "shadow")).hasSize(16);
        assertThat(Events.at(full, "unmapped", "shadow_dropped")).isEqualTo("(absent)");
        assertThat((List<?>) Events.at(over, "unmapped", "shadow")).hasSize(16);
        assertThat(Events.at(over, "unmapped", "shadow_dropped")).isEqualTo(3L);
    }

    /** A report counts by rule and place: none is lost behind the first, and no index makes a place of its own. */
    @Test
    void whatShadowWouldHaveRefusedIsListedWithEachRuleAndPlace() {
        Rejection would = Rejection.of(422, "content-refused", "body.range")
                .violations(List.of(
                        new Violation(Violation.Place.BODY, "/items/0/grams", "body.range"),
                        new Violation(Violation.Place.BODY, "/items/1/grams", "body.range"),
                        new Violation(Violation.Place.BODY, "/grams", "body.range"),
                        new Violation(Violation.Place.QUERY, "page", "param.type"),
                        new Violation(Violation.Place.QUERY, "", "param.unknown")));
        AuditEvent shadowed = Events.completed("/").shadowed(List.of(new AuditEvent.WouldReject("validation", would)));

        assertThat(Events.at(Events.parsed(shadowed), "unmapped", "shadow"))
                .isEqualTo(List.of(
                        "validation:content-refused:param.unknown query",
                        "validation:content-refused:param.type query page",
                        "validation:content-refused:body.range body /grams",
                        "validation:content-refused:body.range body /items/*/grams"));
    }

    /** With places alone cut off, every rule is still counted. */
    @Test
    void aCutShadowListLosesPlacesBeforeRules() {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            violations.add(new Violation(Violation.Place.BODY, "/a" + i, "body.range"));
        }
        violations.add(new Violation(Violation.Place.BODY, "/z", "body.type"));
        Rejection would = Rejection.of(422, "content-refused", "body.range").violations(violations);
        Map<String, Object> event =
                Events.parsed(Events.completed("/").shadowed(List.of(new AuditEvent.WouldReject("validation", would))));

        assertThat((List<?>) Events.at(event, "unmapped", "shadow"))
                .hasSize(16)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .contains("validation:content-refused:body.type body /z");
        assertThat(Events.at(event, "unmapped", "shadow_dropped")).isEqualTo(5L);
    }

    @Test
    void aRepeatedUserAgentIsCountedAndNotChosenFrom() {
        Map<String, Object> event = Events.parsed(
                Events.completed(RequestView.get("/").header("User-Agent", "a").header("user-agent", "b")));

        assertThat(Events.at(event, "http_request", "user_agent")).isEqualTo("(absent)");
        assertThat(Events.at(event, "unmapped", "user_agent_lines")).isEqualTo(2L);
    }

    @Test
    void aUserAgentIsCutAndTheEventSaysSo() {
        Map<String, Object> whole =
                Events.parsed(Events.completed(RequestView.get("/").header("User-Agent", "a".repeat(256))));
        Map<String, Object> cut =
                Events.parsed(Events.completed(RequestView.get("/").header("User-Agent", "a".repeat(257))));

        assertThat(Events.at(whole, "metadata", "is_truncated")).isEqualTo("(absent)");
        assertThat(Events.at(cut, "metadata", "is_truncated")).isEqualTo(true);
        assertThat(Events.at(cut, "http_request", "user_agent")).isEqualTo("a".repeat(256));
    }

    @Test
    void aRequestWhoseHeadersFailIsRecordedWithoutItsValues() {
        RequestSource broken = new RequestSource() {
            @Override
            public void each(BiConsumer<String, String> line) {
                throw new IllegalStateException("recycled");
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }
        };
        RequestView request = RequestView.read("GET", Target.parse("/a"), "http", broken, 0, "192.0.2.9");
        AuditEvent broke = Events.completed(request);
        Map<String, Object> event = Events.parsed(broke);

        assertThat(Events.at(event, "unmapped", "encoding_failed")).isEqualTo(true);
        assertThat(Events.at(event, "http_request")).isEqualTo("(absent)");
        assertThat(StoredEvent.incident(event)).isEqualTo(broke.incident().toString());
    }

    @Test
    void factsAreBoundedAndTheirKeysHarmless() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("Signing.Keys", "file");
        facts.put("9lives", "dropped");
        facts.put("note\n", "x".repeat(2_000));
        for (int i = 0; i < 40; i++) {
            facts.put("z" + i, "y".repeat(500));
        }
        Map<String, Object> event =
                Events.parsed(AuditEvent.ofGate(AuditEvent.Kind.STOP, Events.NOON, Events.INCIDENT, "1", facts));

        assertThat(Events.at(event, "unmapped", "signing_keys")).isEqualTo("file");
        assertThat(Events.at(event, "unmapped", "note_").toString()).hasSize(1_024);
        assertThat((Map<?, ?>) Events.at(event, "unmapped")).hasSizeLessThanOrEqualTo(34);
        assertThat((Long) Events.at(event, "unmapped", "facts_dropped")).isEqualTo(11L);
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("sys_shutdown");
    }

    @Test
    void theLargestEventStaysUnder32KiB() {
        String wide = "\uD83D\uDE00".repeat(2_000);
        String path = "/" + "%F0%9F%98%80".repeat(600);
        RequestView request = RequestView.get(path)
                .header("User-Agent", wide)
                .withCaller(
                        Caller.of("m" + wide, wide, "\uD83D\uDE00".repeat(128)).withProof((Attested) () -> wide))
                .withEndpoint(Endpoint.unknown("GET", wide, wide));
        List<AuditEvent.WouldReject> would = IntStream.range(0, 20)
                .mapToObj(i ->
                        new AuditEvent.WouldReject(wide, Rejection.of(403, "forbidden", i + "\uD83D\uDE00".repeat(30))))
                .toList();
        AuditEvent event = AuditEvent.ofRequest(
                        AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, wide, request, 401)
                .shadowed(would)
                .refused(
                        Rejection.of(401, "token-refused", "\uD83D\uDE00".repeat(32))
                                .note(wide),
                        wide);

        assertThat(Events.bytes(event)).hasSizeLessThan(31 * 1_024);
    }

    @Property
    void anyTextGivesOneLineThatReadsBack(@ForAll String text) throws IOException {
        String userAgent = "a" + text;
        RequestView request = RequestView.get("/").header("User-Agent", userAgent);
        byte[] line = Events.bytes(Events.completed(request));

        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
        assertThat(Events.at(StrictObject.read(line), "http_request", "user_agent"))
                .isEqualTo(new Neutralizer().text(userAgent, 256));
    }

    @Property
    void anyPathThatCanBeReadGivesOneLineThatReadsBack(@ForAll String text) throws IOException {
        String target = "/a" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        Target parsed = Target.parse(target);
        if (parsed.hardViolation().isPresent()) {
            return; // no view exists, so no event of one
        }
        byte[] line = Events.bytes(Events.completed(target));

        assertThat(Events.at(StrictObject.read(line), "http_request", "url", "path"))
                .isEqualTo(new Neutralizer().text(parsed.path(), 1_024));
    }

    @Test
    void theListOfNaughtyStringsStaysInsideItsLines() throws IOException {
        Path list = naughtyStrings();
        List<Object> rows = new java.util.ArrayList<>();
        for (String row : Files.readString(list).split("\"")) {
            if (row.matches("[A-Za-z0-9+/]+=*") && row.length() % 4 == 0) {
                rows.add(row);
            }
        }
        assertThat(rows).hasSizeGreaterThan(300);
        for (Object row : rows) {
            String text = new String(Base64.getDecoder().decode((String) row), StandardCharsets.UTF_8);
            byte[] line = Events.bytes(Events.completed(RequestView.get("/").header("User-Agent", "a" + text)));
            assertThat(Events.at(StrictObject.read(line), "http_request", "user_agent"))
                    .isEqualTo(new Neutralizer().text("a" + text, 256));
        }
    }

    private static Path naughtyStrings() {
        Path from = Path.of("").toAbsolutePath();
        for (Path at = from; at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/validation/blns/blns.base64.json");
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("shared/data/validation/blns is not there");
        throw new AssertionError("not reached");
    }
}
