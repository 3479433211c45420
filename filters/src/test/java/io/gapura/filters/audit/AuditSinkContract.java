package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.Caller;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every sink owes: each acknowledged event is one line, whole, once, with nothing in it that was not asked for. */
abstract class AuditSinkContract {
    /** The sink under test, always the same one. */
    abstract AuditSink sink();

    /** Everything it has stored, one element per line. */
    abstract List<String> stored();

    @AfterEach
    void close() {
        sink().close();
    }

    @Test
    void anEventIsStoredWhenAppendReturns() throws Exception {
        sink().append(Events.completed("/orders/7"));

        assertThat(stored())
                .singleElement()
                .satisfies(line -> assertThat(path(line)).isEqualTo("/orders/7"));
    }

    @Test
    void checkPassesWhileTheSinkCanWrite() throws Exception {
        sink().check();
        sink().append(Events.completed("/"));
        sink().check();

        assertThat(stored()).hasSize(1);
    }

    @Test
    void hostileTextStaysInsideItsLine() throws Exception {
        String forged = "x\"}\r\n{\"forged\":true}\u2028\u0085\u202E";
        sink().append(Events.completed(
                RequestView.get("/a").header("User-Agent", forged).withCaller(Caller.of("signing", forged))));

        assertThat(stored()).hasSize(1);
        Map<String, Object> event = read(stored().get(0));
        assertThat(Events.at(event, "http_request", "user_agent"))
                .isEqualTo("x\"}<U+000D><U+000A>{\"forged\":true}<U+2028><U+0085><U+202E>");
        assertThat(Events.at(event, "actor", "user", "uid")).asString().doesNotContain("\n", "\u2028");
    }

    @Test
    void aRefusalCarriesItsCodeReasonAndPolicy() throws Exception {
        sink().append(Events.refused("rbac", Rejection.of(403, "forbidden", "role-missing")));

        Map<String, Object> event = read(stored().get(0));
        assertThat(Events.at(event, "firewall_rule", "uid")).isEqualTo("forbidden");
        assertThat(Events.at(event, "status_detail")).isEqualTo("role-missing");
        assertThat(Events.at(event, "policy", "name")).isEqualTo("rbac");
        assertThat(StoredEvent.incident(event)).isEqualTo(Events.INCIDENT.toString());
    }

    @Test
    void secretsOfTheRequestAreNotStored() throws Exception {
        sink().append(Events.completed(RequestView.post("/a;jsessionid=canary1?token=canary2")
                .header("Authorization", "Bearer canary3")
                .header("Cookie", "sid=canary4")
                .header("Referer", "https://x/canary5")
                .body("canary6")));

        assertThat(stored().toString()).doesNotContain("canary").contains("\"path\":\"/a\"");
    }

    @Test
    void concurrentEventsAreStoredOnceEach() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int id = thread;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        sink().append(Events.completed("/" + id + "/" + i));
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(stored()).hasSize(8_000);
        assertThat(stored().stream().map(AuditSinkContract::path))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8_000)
                        .mapToObj(i -> "/" + i / 500 + "/" + i % 500)
                        .toList());
    }

    @Test
    void theGateItselfIsRecorded() throws Exception {
        sink().append(AuditEvent.ofGate(
                AuditEvent.Kind.START, Events.NOON, Events.INCIDENT, "1-abc", Map.of("posture", "limits enforce")));

        Map<String, Object> event = read(stored().get(0));
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("sys_startup");
        assertThat(Events.at(event, "unmapped", "posture")).isEqualTo("limits enforce");
    }

    static Map<String, Object> read(String line) {
        return Events.read(line.getBytes(StandardCharsets.UTF_8));
    }

    private static Object path(String line) {
        return Events.at(read(line), "http_request", "url", "path");
    }
}
