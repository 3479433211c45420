package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What typical events take on the disk, in whole and without their place in the chain. */
class LineSizeTest {
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";

    private static final String ORIGIN = "shop.example.com/audit/node-1";

    @TempDir
    Path temp;

    private static final RequestView PAGE = RequestView.get("/orders")
            .header("User-Agent", CHROME)
            .withEndpoint(Endpoint.servlet("GET", "/orders", LineSizeTest.class));

    private static final RequestView SIGNED_IN = RequestView.get("/api/customers/4711/orders?page=2")
            .header("User-Agent", CHROME)
            .withCaller(Caller.of("bearer", "https://login.example.com/", "8d2a4c1e-77b0-4a9d-9a1c-2f6f5b0c3d11"))
            .withEndpoint(Endpoint.servlet("GET", "/api/customers/{id}/orders", LineSizeTest.class));

    private static final RequestView CLIENT = RequestView.get("/orders/7")
            .header("User-Agent", "okhttp/4.12.0")
            .withCaller(Caller.of("signing", "partners", "orders-7"))
            .withEndpoint(Endpoint.servlet("GET", "/orders/{id}", LineSizeTest.class));

    private static AuditEvent served(RequestView request) {
        return AuditEvent.ofRequest(
                AuditEvent.Kind.COMPLETED, Instant.now(), Events.INCIDENT, "1-3f9c2a71b0d4", request, 200);
    }

    private static AuditEvent refused(RequestView request) {
        return AuditEvent.ofRequest(
                        AuditEvent.Kind.REFUSED, Instant.now(), Events.INCIDENT, "1-3f9c2a71b0d4", request, 403)
                .refused(Rejection.of(403, "forbidden", "permission.missing"), "rbac");
    }

    /** The stored line, the second of its log; without its attestation. */
    private int size(AuditEvent event, String what) throws Exception {
        Path directory = temp.resolve(what);
        try (JsonLinesSink sink = PatientLog.to(directory).origin(ORIGIN)) {
            sink.append(event);
            sink.append(event);
        }
        return size(Events.lines(directory).get(1), what);
    }

    /** Of one that was stored within a second, for then it does not say when: a machine may stand still for longer. */
    private static int size(String stored, String what) {
        String line = stored.replaceFirst("\"logged_time\":[0-9]+,", "");
        Map<String, Object> parsed = Events.read(line.getBytes(StandardCharsets.UTF_8));
        int attestation = CanonicalLine.of(Map.of("attestation_list", parsed.get("attestation_list"))).length - 1;
        System.out.println("audit: " + what + " " + line.length() + " bytes, " + (line.length() - attestation)
                + " without its attestation");
        return line.length() - attestation;
    }

    /** As a gate records it that has a login, its own clock and its own version; one is the last event of three. */
    private int throughTheGate(RequestView request, Endpoint endpoint, String what) throws Exception {
        Path directory = temp.resolve(what);
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of(
                        "login",
                        asked -> Decision.proceed(
                                asked.withCaller(Caller.of("bearer", "https://id.example.com", "clerk-17")))))
                .audit(PatientLog.to(directory).origin(ORIGIN))
                .build();
        String incident;
        try (Deployment deployment = Deployment.of(pipeline)) {
            Exchange exchange = deployment.begin(request);
            incident = exchange.incident().toString();
            assertThat(exchange.arrive(pipeline)).isEmpty();
            assertThat(exchange.enter(endpoint)).isEmpty();
            assertThat(exchange.complete(200)).isEmpty();
        }
        return size(
                Events.lines(directory).stream()
                        .filter(line -> line.contains("\"uid\":\"" + incident + "\",\"version\""))
                        .findFirst()
                        .orElseThrow(),
                what);
    }

    @Test
    void anEventThatTheGateItselfRecordsIsWithinItsGoal() throws Exception {
        Endpoint endpoint = Endpoint.servlet("GET", "/orders/{id}", LineSizeTest.class);
        RequestView order = RequestView.get("/orders/2026-1187");
        String firefox = "Mozilla/5.0 (X11; rv:142.0) Gecko/20100101 Firefox/1420";

        assertThat(firefox).hasSize(55);
        assertThat(throughTheGate(order, endpoint, "a client")).isLessThanOrEqualTo(700);
        assertThat(throughTheGate(order.header("User-Agent", firefox), endpoint, "a browser"))
                .isLessThanOrEqualTo(765);
    }

    /** Most of it are the members that each event must have, and the names of what is in them. */
    @Test
    void noEventIsLongerThanItWas() throws Exception {
        assertThat(size(served(CLIENT), "a client of the API")).isLessThanOrEqualTo(690);
        assertThat(size(served(PAGE), "a browser, nobody signed in")).isLessThanOrEqualTo(745);
        assertThat(size(served(SIGNED_IN), "a browser, somebody signed in")).isLessThanOrEqualTo(865);
        assertThat(size(refused(SIGNED_IN), "a browser, refused")).isLessThanOrEqualTo(935);
    }
}
