package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked for by endpoint and by outcome; the other members are asked for in {@link LogExportTest}. */
class LogQueryTest {
    private static final byte[] CALLED = Events.bytes(Events.completed(
            RequestView.get("/orders/7").withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders"))));

    private static LogQuery of(Optional<String> endpoint, Optional<LogOutcome> outcome) {
        return new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                endpoint,
                outcome);
    }

    @ParameterizedTest
    @CsvSource({"GET /orders/{id}, true", "/orders/7, true", "/orders/8, false", "orders, false"})
    void anEndpointIsFoundByItsTemplateAndByThePathThatWasAskedFor(String endpoint, boolean found) {
        assertThat(of(Optional.of(endpoint), Optional.empty()).matches(CALLED))
                .as(new String(CALLED, java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @EnumSource(LogOutcome.class)
    void eachEventHasOneOutcome(LogOutcome outcome) {
        LogQuery query = of(Optional.empty(), Optional.of(outcome));
        Rejection refusal = Rejection.of(403, "forbidden", "rule");
        AuditEvent shadowed = Events.completed("/a").shadowed(List.of(new AuditEvent.WouldReject("rbac", refusal)));
        AuditEvent fault = AuditEvent.ofRequest(
                AuditEvent.Kind.COMPLETED, Events.NOON, Events.INCIDENT, "1-abc", RequestView.get("/a"), 500);
        byte[] opened = EventLine.ofLog(
                        EventKind.of("sys_monitor_enabled", 1008, 6, 1, 1, 0, 0),
                        Events.NOON,
                        "uid",
                        java.util.Map.of())
                .unchained(Events.NOON);

        assertThat(query.matches(CALLED)).isEqualTo(outcome == LogOutcome.ALLOWED);
        assertThat(query.matches(Events.bytes(Events.refused("rbac", refusal))))
                .isEqualTo(outcome == LogOutcome.REFUSED);
        assertThat(query.matches(Events.bytes(shadowed))).isEqualTo(outcome == LogOutcome.OBSERVED);
        assertThat(query.matches(Events.bytes(fault))).isEqualTo(outcome == LogOutcome.FAILED);
        assertThat(query.matches(opened)).isEqualTo(outcome == LogOutcome.SYSTEM);
    }

    @Test
    void allLooksForEverything() {
        assertThat(LogQuery.all().matches(CALLED)).isTrue();
        assertThat(LogQuery.all().matches(new byte[] {'x'})).isTrue();
    }
}
