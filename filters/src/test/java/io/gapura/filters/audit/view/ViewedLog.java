package io.gapura.filters.audit.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A signed log of 300 events, and its page without any server. */
abstract class ViewedLog {
    static final String ORIGIN = "shop.example.com/audit/node-1";
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final IncidentId INCIDENT = IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0001L);
    static final int EVENTS = 300;

    @TempDir
    Path temp;

    Path directory;
    final NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
    LogViewer viewer;

    /** Every tenth is refused; a minute lies between two. */
    @BeforeEach
    void write() throws Exception {
        directory = temp.resolve("audit");
        try (JsonLinesSink sink = PatientLog.to(directory).origin(ORIGIN).signedBy(key)) {
            for (int i = 0; i < EVENTS; i++) {
                RequestView request = RequestView.get("/orders/" + i)
                        .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders"))
                        .withCaller(Caller.of("people", i % 2 == 0 ? "rani" : "budi"));
                Rejection forbidden = Rejection.of(403, "forbidden", "permission.missing");
                AuditEvent event = AuditEvent.ofRequest(
                        i % 10 == 0 ? AuditEvent.Kind.REFUSED : AuditEvent.Kind.COMPLETED,
                        NOON.plusSeconds(60L * i),
                        INCIDENT,
                        "1-abc",
                        request,
                        i % 10 == 0 ? 403 : 200);
                sink.append(i % 10 == 0 ? event.refused(forbidden, "rbac") : event);
            }
        }
        viewer = viewer();
    }

    LogViewer viewer() {
        return LogViewer.of(
                directory,
                Optional.of(key.verifier()),
                LogVerifier.of(directory).key(key.verifier()));
    }

    @AfterEach
    void close() {
        viewer.close();
    }

    ViewAnswer ask(String path, String query) {
        return viewer.answer("GET", path, query);
    }

    Map<String, Object> json(String path, String query) throws IOException {
        ViewAnswer answer = ask(path, query);
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(answer.mediaType()).isEqualTo("application/json");
        return StrictObject.read(answer.body());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> events(Map<String, Object> answer) {
        return (List<Map<String, Object>>) (List<?>) List.copyOf((List<?>) answer.get("events"));
    }
}
