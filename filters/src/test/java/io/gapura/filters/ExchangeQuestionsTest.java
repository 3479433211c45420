package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What adapters ask of an exchange before they hand it something. */
class ExchangeQuestionsTest {
    private static final Endpoint RULED = Endpoint.unknown("GET", "/ruled", "test");
    private static final Endpoint FREE = Endpoint.unknown("GET", "/free", "test");

    private static final Policy RULES = new Policy() {
        @Override
        public String name() {
            return "rules";
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling("rule", endpoint.equals(RULED)));
        }
    };

    private static Exchange exchange(Pipeline... pipelines) {
        return new Recording().deployment(pipelines).begin(RequestView.get("/"));
    }

    @Test
    void anEndpointIsCoveredOnlyByARuleOfItsOwnThatRuns() {
        Exchange exchange = exchange(Pipeline.builder().add(RULES).build());
        assertThat(exchange.isCovered(RULED)).isTrue();
        assertThat(exchange.isCovered(FREE)).isFalse();
        assertThat(exchange().isCovered(RULED)).isFalse();
        assertThat(exchange(Pipeline.builder().add(RULES, Mode.SHADOW).build()).isCovered(RULED))
                .isTrue();
        assertThat(exchange(Pipeline.builder().add(RULES, Mode.OFF).build()).isCovered(RULED))
                .isFalse();
    }

    @Test
    void aPipelineBelongsToTheDeploymentThatItJoined() {
        Pipeline joined = Pipeline.builder().build();
        Exchange exchange = exchange(joined);
        assertThat(exchange.walks(joined)).isTrue();
        assertThat(exchange.walks(Pipeline.builder().build())).isFalse();
    }
}
