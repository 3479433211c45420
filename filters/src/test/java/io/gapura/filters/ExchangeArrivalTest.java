package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExchangeArrivalTest {
    private final Recording recording = new Recording();

    private static Pipeline refusing(String name) {
        return Pipeline.builder()
                .add(Policy.of(name, request -> Decision.reject(403, "forbidden", name)))
                .build();
    }

    private static Pipeline proceeding(String name) {
        return Pipeline.builder()
                .add(Policy.of(name, request -> Decision.proceed()))
                .build();
    }

    @Test
    void aPipelineOfSomebodyElseDoesNotArriveInPlaceOfOurs() throws IOException {
        Pipeline ours = refusing("ours");
        Exchange exchange = recording.deployment(ours).begin(RequestView.get("/a"));
        assertThat(exchange.arrive(proceeding("theirs"))).isEmpty();
        assertThat(exchange.withheld()).map(Rejection::code).contains("stage-skipped");
        assertThat(exchange.arrive(ours)).map(GateAnswer::status).contains(403);
    }

    @Test
    void twoOfTheWrongPipelinesAreNotTwoOfOurs() throws IOException {
        Pipeline first = proceeding("first");
        Exchange exchange = recording.deployment(first, refusing("second")).begin(RequestView.get("/a"));
        assertThat(exchange.arrive(first)).isEmpty();
        assertThat(exchange.arrive(proceeding("theirs"))).isEmpty();
        assertThat(exchange.withheld()).map(Rejection::code).contains("stage-skipped");
    }

    @Test
    void theOrderInWhichPipelinesArriveIsTheirs() throws IOException {
        Pipeline first = proceeding("first");
        Pipeline second = proceeding("second");
        Exchange exchange = recording.deployment(first, second).begin(RequestView.get("/a"));
        assertThat(exchange.arrive(second)).isEmpty();
        assertThat(exchange.withheld()).isPresent();
        assertThat(exchange.arrive(first)).isEmpty();
        assertThat(exchange.withheld()).isEmpty();
    }

    @Test
    void aPipelineThatRefusedEndsTheStageForTheOthers() throws IOException {
        Pipeline open = Pipeline.builder()
                .add(Policy.of("never", Stage.ENDPOINT, request -> {
                    throw new IllegalStateException("must not be asked");
                }))
                .build();
        Pipeline closed = Pipeline.builder()
                .add(Policy.of("closed", Stage.ENDPOINT, request -> Decision.reject(403, "forbidden", "closed")))
                .build();
        Exchange exchange = recording.deployment(closed, open).begin(RequestView.get("/a"));
        assertThat(exchange.arrive(closed)).isEmpty();
        assertThat(exchange.arrive(open)).isEmpty();
        assertThat(exchange.enter(Endpoint.unknown("GET", "/a", "test")))
                .map(GateAnswer::status)
                .contains(403);
        assertThat(recording.only().policy()).contains("closed");
    }
}
