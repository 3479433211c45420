package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Attested;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way of encoding beside the slow one, which knows everything: the same bytes, or nothing. */
class TypicalLineTest {
    private static final byte[] ROOM = new byte[LineBytes.ROOM];

    private static final String UID = "0198c1f2-0000-7000-8000-000000000001";
    private static final Redaction STANDARD = recording(Recording.standard());
    private static final Caller CLERK = Caller.of("bearer", "https://id.example.com", "clerk-17");

    private static Redaction recording(Recording recording) {
        return Redaction.of(recording, Path.of("audit"), "gapura", new SecureRandom());
    }

    private static List<Redaction> redactions() {
        return List.of(
                STANDARD,
                recording(Recording.standard().grants("10%")),
                recording(Recording.standard().caller(Personal.HASHED)),
                recording(Recording.standard().address(Personal.HASHED)),
                recording(Recording.standard().headers("X-Source")));
    }

    private static RequestView view(String... fields) {
        return TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "10.0.0.0/8")
                .read(
                        "GET",
                        Target.parse("/orders/7"),
                        "http",
                        Headers.of(fields),
                        Body.none(),
                        new Client("10.0.0.7"));
    }

    private static AuditEvent completed(RequestView request) {
        return Events.completed(request.withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders")));
    }

    private static AuditEvent by(Caller caller) {
        return completed(view("Host", "a").withCaller(caller));
    }

    /** Whether it was held; when it was, as the slow way has it. */
    private static boolean isHeld(Redaction redaction, AuditEvent event) {
        TypicalLine quick = new TypicalLine(redaction);
        if (!quick.holds(event, UID, ROOM)) {
            return false;
        }
        EventLine slow = EventLine.of(event, redaction, UID);
        assertThat(text(quick)).isEqualTo(text(slow));
        assertThat(quick.attestationGap()).isEqualTo(slow.attestationGap());
        assertThat(quick.metadataGap()).isEqualTo(slow.metadataGap());
        assertThat(quick.tenantLength()).isEqualTo(slow.tenantLength());
        assertThat(quick.typeUid()).isEqualTo(slow.typeUid());
        assertThat(quick.auditClass()).isEqualTo(slow.auditClass());
        assertThat(quick.missing()).isEqualTo(slow.missing());
        return true;
    }

    private static String text(TypicalLine line) {
        return new String(ROOM, 0, line.size(), StandardCharsets.ISO_8859_1);
    }

    private static String text(EventLine line) {
        byte[] bytes = new byte[line.size()];
        line.copyTo(bytes, 0);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static List<AuditEvent> typical() {
        Rejection refusal = Rejection.of(401, "token-refused", "replayed");
        return List.of(
                completed(view("Host", "a", "User-Agent", "Mozilla/5.0 (X11; rv:109.0) Gecko/20100101 Firefox/115.0")),
                completed(view("Host", "a", "User-Agent", "bot (+https://example.com/bot.html)")),
                Events.completed("/"),
                Events.completed(RequestView.of("PURGE", "/a")),
                by(CLERK),
                by(CLERK.withTenant("acme")),
                by(CLERK.withClaims(claim -> Optional.of(List.of("token-7")))),
                by(CLERK.withClaims(claim -> Optional.of(List.of("one", "two")))),
                by(CLERK.withProof((Attested) () -> "key orders-7, profile strict")),
                by(Caller.of("signing", "orders-7")).critical(),
                completed(view("Host", "a", "X-Forwarded-For", "203.0.113.9", "X-Request-Id", "edge-7")),
                completed(view(
                        "Host",
                        "a",
                        "X-Forwarded-For",
                        "203.0.113.9",
                        "traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                Events.refused("bearer", refusal),
                Events.refused("bearer", refusal.note("too old by 7 s")),
                Events.refused("rbac", Rejection.of(403, "forbidden", "role")),
                Events.refused("rates", Rejection.of(429, "rate-exceeded", "rate")),
                Events.refused("engine", Rejection.internalError("fault")),
                AuditEvent.ofRequest(
                        AuditEvent.Kind.COMPLETED, Events.NOON, Events.INCIDENT, "1", RequestView.get("/a"), 404),
                AuditEvent.ofRequest(
                        AuditEvent.Kind.FAILED, Events.NOON, Events.INCIDENT, "1", RequestView.get("/a"), 500),
                AuditEvent.ofRequest(
                        AuditEvent.Kind.PROVEN, Events.NOON, Events.INCIDENT, "1", RequestView.get("/a"), 0),
                AuditEvent.ofRequest(
                        AuditEvent.Kind.INTENT, Events.NOON, Events.INCIDENT, "1", RequestView.get("/a"), 0));
    }

    @ParameterizedTest
    @MethodSource("typical")
    void whatIsTypicalIsHeldAndHasTheSameBytes(AuditEvent event) {
        assertThat(isHeld(STANDARD, event)).isTrue();
        assertThat(redactions().stream().filter(each -> isHeld(each, event))).hasSize(4);
    }

    @Test
    void aLineThatIsUsedAgainRemembersNothingThatIsNotTheSame() {
        List<AuditEvent> events = new ArrayList<>(typical());
        long round13 = 1_000_000_000_000L; // from here on a time has 13 digits
        for (long millis : new long[] {0, 999, 1_000, round13 - 1, round13, round13 + 999, round13 + 1_000}) {
            events.add(at(millis, "/orders/{id}"));
            events.add(at(millis + 1, "/arders/{id}")); // the same place in the table of phrases
        }
        events.add(at(9_999_999_999_999L, "/orders/{id}"));
        events.add(at(10_000_000_000_000L, "/orders/{id}"));
        events.add(by(Caller.of("basic", "https://id.example.com", "clerk-17")));
        events.add(by(Caller.of("bearer", "https://ie.example.com", "clerk-17")));
        events.add(by(Caller.of("bearer", "", "clerk-17")));
        TypicalLine quick = new TypicalLine(STANDARD);
        for (int round = 0; round < 3; round++) {
            for (AuditEvent event : events) {
                assertThat(quick.holds(event, UID, ROOM)).isTrue();
                assertThat(text(quick)).isEqualTo(text(EventLine.of(event, STANDARD, UID)));
            }
        }
    }

    private static AuditEvent at(long millis, String template) {
        RequestView request = view("Host", "a").withEndpoint(Endpoint.unknown("GET", template, "orders"));
        return AuditEvent.ofRequest(
                AuditEvent.Kind.COMPLETED, Instant.ofEpochMilli(millis), Events.INCIDENT, "1", request, 200);
    }

    static List<AuditEvent> unusual() {
        AuditEvent plain = Events.completed("/orders/7");
        return List.of(
                AuditEvent.ofGate(AuditEvent.Kind.START, Events.NOON, Events.INCIDENT, "1", Map.of("a", "b")),
                AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("GET", "http", new Client("192.0.2.1")),
                        400),
                plain.shadowed(List.of(new AuditEvent.WouldReject("rbac", Rejection.of(403, "forbidden", "role")))),
                AuditEvent.ofRequest(
                                AuditEvent.Kind.APPLICATION,
                                Events.NOON,
                                Events.INCIDENT,
                                "1",
                                RequestView.get("/a"),
                                0)
                        .application(ApplicationEvent.of(AuditWord.SENSITIVE_READ)),
                AuditEvent.ofRequest(
                                AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, "1", RequestView.get("/a"), 204)
                        .answered("csp-reports"),
                AuditEvent.ofRequest(
                        AuditEvent.Kind.COMPLETED,
                        Instant.ofEpochMilli(-1),
                        Events.INCIDENT,
                        "1",
                        RequestView.get("/a"),
                        200),
                completed(view("Host", "a", "User-Agent", "one", "User-Agent", "two")),
                completed(view("Host", "a", "User-Agent", "a".repeat(257))),
                completed(view("Host", "a", "User-Agent", "token=hunter2")),
                completed(view("Host", "a", "User-Agent", "Bearer abcdefgh12345")),
                completed(view("Host", "a", "User-Agent", "4111 1111 1111 1111")),
                completed(view("Host", "a", "User-Agent", "\"quoted\"")),
                completed(view("Host", "a", "User-Agent", "caf\u00e9")),
                Events.completed("/orders/%E2%80%AE"),
                Events.completed("/orders/" + "a".repeat(1_024)),
                Events.completed("/password=hunter2"),
                by(CLERK.withTenant("a".repeat(129))),
                by(CLERK.withTenant("a\nb")),
                by(Caller.of("bearer", "https://id.example.com/" + "a".repeat(512), "7")),
                by(Caller.of("bearer", "AKIAIOSFODNN7EXAMPLE")),
                by(CLERK.withProof((Attested) () -> "key AKIAIOSFODNN7EXAMPLE")),
                by(CLERK.withClaims(claim -> {
                    throw new IllegalStateException("gone");
                })),
                Events.refused("rbac", Rejection.of(403, "forbidden", "role").note("was password=x")),
                Events.completed(
                        RequestView.get("/a").withEndpoint(Endpoint.unknown("GET", "/" + "a".repeat(508), "f"))));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void whatIsUnusualIsNotHeld(AuditEvent event) {
        assertThat(new TypicalLine(STANDARD).holds(event, UID, ROOM)).isFalse();
        assertThat(EventLine.of(event, STANDARD, UID).size()).isPositive();
    }

    @Test
    void aTextAtItsBoundIsHeld() {
        assertThat(isHeld(STANDARD, completed(view("Host", "a", "User-Agent", "a".repeat(256)))))
                .isTrue();
        assertThat(isHeld(STANDARD, Events.completed("/" + "a".repeat(1_023)))).isTrue();
        assertThat(isHeld(STANDARD, by(CLERK.withTenant("a".repeat(128))))).isTrue();
        assertThat(isHeld(
                        STANDARD,
                        Events.completed(RequestView.get("/a")
                                .withEndpoint(Endpoint.unknown("GET", "/" + "a".repeat(507), "f")))))
                .isTrue();
    }

    @Test
    void allTextsAtTheirBoundsFitTogether() {
        Caller caller = Caller.of("m".repeat(64), "i".repeat(512), "d".repeat(256))
                .withTenant("t".repeat(128))
                .withClaims(claim -> Optional.of(List.of("j".repeat(500))))
                .withProof((Attested) () -> "p".repeat(512));
        RequestView request = TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, "10.0.0.0/8")
                .read(
                        "POST",
                        Target.parse("/" + "a".repeat(1_023)),
                        "http",
                        Headers.of(
                                "Host",
                                "a",
                                "User-Agent",
                                "u".repeat(256),
                                "X-Request-Id",
                                "r".repeat(64),
                                "traceparent",
                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Body.none(),
                        new Client("10.0.0.7"))
                .withCaller(caller)
                .withEndpoint(Endpoint.unknown("POST", "/" + "e".repeat(506), "f"));
        AuditEvent event = AuditEvent.ofRequest(
                        AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, "v".repeat(256), request, 401)
                .refused(Rejection.of(401, "token-refused", "r".repeat(64)).note("n".repeat(1_024)), "p".repeat(64));

        assertThat(isHeld(STANDARD, event)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void oneThatHeldAnEventHoldsTheNext(String unusualBetween) {
        TypicalLine line = new TypicalLine(STANDARD);
        assertThat(line.holds(by(CLERK.withTenant("acme")), UID, ROOM)).isTrue();
        if (!unusualBetween.isEmpty()) {
            assertThat(line.holds(Events.completed("/password=x"), UID, ROOM)).isFalse();
        }
        assertThat(line.holds(Events.completed("/next"), UID, ROOM)).isTrue();

        assertThat(text(line)).isEqualTo(text(EventLine.of(Events.completed("/next"), STANDARD, UID)));
    }

    @Property(tries = 2_000)
    void bothWaysGiveTheSameBytes(@ForAll("events") AuditEvent event) {
        for (Redaction redaction : redactions()) {
            isHeld(redaction, event);
        }
    }

    @Provide
    Arbitrary<AuditEvent> events() {
        Arbitrary<RequestView> requests = Combinators.combine(
                        Arbitraries.of("GET", "POST", "DELETE", "PROPFIND"), texts(), texts(), callers())
                .as((method, path, agent, caller) -> RequestView.of(method, "/a/" + encoded(path))
                        .header("User-Agent", agent)
                        .withCaller(caller));
        return Combinators.combine(
                        requests,
                        texts(),
                        Arbitraries.of(AuditEvent.Kind.COMPLETED, AuditEvent.Kind.REFUSED, AuditEvent.Kind.FAILED),
                        Arbitraries.of(0, 200, 401, 403, 404, 429, 500),
                        texts())
                .as((request, template, kind, status, note) -> {
                    RequestView called = request.withEndpoint(Endpoint.unknown(request.method(), "/" + template, "f"));
                    AuditEvent event =
                            AuditEvent.ofRequest(kind, Events.NOON, Events.INCIDENT, "1-abc", called, status);
                    return status < 400
                            ? event
                            : event.refused(
                                    Rejection.of(status, "token-refused", "expired")
                                            .note(note),
                                    "bearer");
                });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "-")
                .replace("%5C", "-");
    }

    private static Arbitrary<Caller> callers() {
        return Combinators.combine(texts(), texts(), Arbitraries.of(true, false))
                .as((id, tenant, anonymous) -> anonymous
                        ? Caller.anonymous()
                        : Caller.of("bearer", "https://id.example.com", "u" + id)
                                .withTenant(tenant));
    }

    /** Mostly plain words, now and then what must not be stored as it is. */
    static Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.frequency(
                Tuple.of(12, "orders"),
                Tuple.of(6, "rv:1.0 "),
                Tuple.of(6, "2026-11 "),
                Tuple.of(1, "4111 1111 1111 1111"),
                Tuple.of(1, "password="),
                Tuple.of(1, "Bearer abcdefgh"),
                Tuple.of(1, "://a:b@c"),
                Tuple.of(1, " ghp_0123456789abcdef"),
                Tuple.of(1, "\"\\"),
                Tuple.of(1, "\u202e"),
                Tuple.of(1, "\u00e9"));
        return words.list().ofMaxSize(3).map(list -> String.join("", list));
    }
}
