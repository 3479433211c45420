package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditWord;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event that ends a request has the incident's id: however often and in whatever way it ends, there is one. */
class OneEventPerIncidentTest {
    private static final Endpoint PAY = Endpoint.servlet("POST", "/pay", OneEventPerIncidentTest.class);

    @FunctionalInterface
    private interface Ending {
        void of(Exchange exchange) throws Exception;
    }

    private static final Map<String, Ending> ENDINGS = endings();

    private static Map<String, Ending> endings() {
        Map<String, Ending> endings = new LinkedHashMap<>();
        endings.put("served", exchange -> exchange.complete(200));
        endings.put("not found", exchange -> exchange.complete(404));
        endings.put("failed", exchange -> exchange.complete(500));
        endings.put("refused", exchange -> exchange.refuse(Rejection.of(403, "forbidden", "late")));
        endings.put("thrown", exchange -> exchange.fail(new IllegalStateException("test")));
        endings.put("grave", exchange -> exchange.fail(new StackOverflowError("test")));
        endings.put("cut off", exchange -> exchange.cutOff(200, Rejection.internalError("test")));
        endings.put("aborted", exchange -> exchange.abort(200, new IllegalStateException("test")));
        return endings;
    }

    @TempDir
    Path temp;

    @Test
    void aRequestThatEndsTwiceLeavesOneEventWithItsId() throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("login", request -> Decision.proceed(request.withCaller(Caller.of("test", "alice")))))
                .audit(PatientLog.to(temp)
                        .recording(Recording.standard().critical("POST /pay").accessLog()))
                .build();
        List<String> incidents = new ArrayList<>();
        try (Deployment deployment = Deployment.of(pipeline)) {
            for (Ending first : ENDINGS.values()) {
                for (Ending second : ENDINGS.values()) {
                    Exchange exchange = deployment.begin(RequestView.post("/pay"));
                    assertThat(exchange.arrive(pipeline)).isEmpty();
                    assertThat(exchange.enter(PAY)).isEmpty();
                    Audit.of(Map.<String, Object>of(Exchange.ATTRIBUTE, exchange)::get)
                            .record(ApplicationEvent.of(AuditWord.SENSITIVE_READ));
                    first.of(exchange);
                    second.of(exchange);
                    incidents.add(exchange.incident().toString());
                }
            }
        }

        List<Map<String, Object>> events = Events.lines(temp).stream()
                .map(line -> Events.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(events.stream().map(event -> Events.at(event, "metadata", "uid")))
                .doesNotHaveDuplicates();
        for (String incident : incidents) {
            List<Map<String, Object>> its = events.stream()
                    .filter(event -> StoredEvent.incident(event).equals(incident))
                    .toList();
            assertThat(its).hasSize(3); // intent, the application's, and how it ended
            assertThat(its.stream().filter(event -> incident.equals(Events.at(event, "metadata", "uid"))))
                    .singleElement()
                    .satisfies(event -> assertThat(event).containsKey("http_response"));
            assertThat(its.stream().filter(event -> incident.equals(Events.at(event, "metadata", "correlation_uid"))))
                    .hasSize(2);
        }
        assertThat(LogVerifier.verify(temp)).isInstanceOf(LogReport.Valid.class);
    }
}
