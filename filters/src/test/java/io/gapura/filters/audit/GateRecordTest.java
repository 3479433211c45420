package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.Deployment;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.json.StrictObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both facilities behind the engine: what the client gets and what the operator finds. */
class GateRecordTest {
    private static final Policy CLOSED = Policy.of(
            "closed",
            request -> request.target().path().startsWith("/open")
                    ? Decision.proceed()
                    : Decision.reject(403, "forbidden", "not-open"));

    @TempDir
    Path temp;

    private Path directory;
    private boolean diskFails;
    private Pipeline pipeline;
    private Deployment deployment;

    @BeforeEach
    void start() {
        directory = temp.resolve("audit");
        SegmentFile.Opener disk = segment -> {
            if (diskFails) {
                throw new IOException("gone");
            }
            return failing(SegmentFile.onDisk(segment));
        };
        pipeline = Pipeline.builder().add(CLOSED).build();
        JsonLinesSink sink = JsonLinesSink.to(directory).on(JsonLinesSinkTest.platform(disk, 64L << 20));
        deployment = Deployment.create(
                InstantSource.system(), new SecureRandom(), new Facilities(sink, ProblemErrors.standard()));
        deployment.join("the filter", pipeline);
    }

    @Test
    void answerAndAuditShareTheIncident() throws Exception {
        GateAnswer answer = deployment
                .begin(RequestView.get("/secret?x=canary"))
                .arrive(pipeline)
                .orElseThrow();
        deployment.close();

        Map<String, Object> document = read(answer);
        Map<String, Object> event = events().get(2);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(document.get("instance")).isEqualTo("urn:uuid:" + Events.at(event, "metadata", "uid"));
        assertThat(document.toString()).doesNotContain("not-open", "closed", "canary");
        assertThat(Events.at(event, "status_detail")).isEqualTo("not-open");
        assertThat(Events.at(event, "http_response", "code")).isEqualTo(403L);
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(5, 0));
    }

    @Test
    void startRefusalCompletionAndStopAreOneEventEach() throws Exception {
        deployment.begin(RequestView.get("/secret")).arrive(pipeline);
        Exchange admitted = deployment.begin(RequestView.get("/open"));
        assertThat(admitted.arrive(pipeline)).isEmpty();
        assertThat(admitted.complete(200)).isEmpty();
        deployment.refuseUnread(
                Rejection.malformed("uri.utf8"), new AuditEvent.RequestLine("GET", "http", new Client("192.0.2.1")));
        deployment.close();

        assertThat(events().stream().map(event -> Events.at(event, "metadata", "event_code")))
                .containsExactly(
                        "sys_monitor_enabled",
                        "sys_startup",
                        "authz_fail",
                        "gapura_access",
                        "malicious_extraneous",
                        "sys_shutdown",
                        "sys_monitor_disabled");
        assertThat(events().get(0))
                .containsEntry("type_uid", 100_806L)
                .containsEntry(
                        "unmapped",
                        Map.of(
                                "anchors",
                                0L,
                                "grants_percent",
                                100L,
                                "sealed",
                                false,
                                "shippers",
                                0L,
                                "signed",
                                false));
        assertThat(events().get(6)).containsEntry("type_uid", 100_807L);
    }

    @Test
    void nothingRunsWhileNothingCanBeRecorded() throws Exception {
        deployment.begin(RequestView.get("/open")).arrive(pipeline);
        diskFails = true;
        Exchange unrecorded = deployment.begin(RequestView.get("/open"));
        unrecorded.arrive(pipeline);
        GateAnswer late = unrecorded.complete(200).orElseThrow();
        GateAnswer early =
                deployment.begin(RequestView.get("/open")).arrive(pipeline).orElseThrow();

        assertThat(read(late)).containsEntry("code", "audit-unavailable").containsEntry("status", 503L);
        assertThat(read(early)).containsEntry("code", "audit-unavailable").containsEntry("status", 503L);

        diskFails = false;
        assertThat(deployment.begin(RequestView.get("/open")).arrive(pipeline)).isEmpty();
        deployment.close();
        assertThat(events().stream().map(event -> Events.at(event, "metadata", "event_code")))
                .containsExactly(
                        "sys_monitor_enabled",
                        "sys_startup",
                        "gapura_audit_recovered",
                        "sys_shutdown",
                        "sys_monitor_disabled");
        assertThat(Events.at(events().get(2), "unmapped", "refused_events")).isEqualTo(1L);
    }

    private SegmentFile failing(SegmentFile real) {
        return new SegmentFile() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                if (diskFails) {
                    throw new IOException("No space left on device");
                }
                real.append(bytes);
            }

            @Override
            public void force() throws IOException {
                real.force();
            }

            @Override
            public long length() {
                return real.length();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    private List<Map<String, Object>> events() {
        return Events.lines(directory).stream().map(AuditSinkContract::read).toList();
    }

    private static Map<String, Object> read(GateAnswer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return StrictObject.read(out.toByteArray());
    }

    private record Facilities(AuditSink audit, ErrorRenderer errors) implements DefaultFacilities {}
}
