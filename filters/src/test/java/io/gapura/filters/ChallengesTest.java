package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A deployment that could ask who calls, and where nobody could ever answer, does not start. */
class ChallengesTest {
    private static final Endpoint ASKED = Endpoint.unknown("GET", "/asked", "A");
    private static final Endpoint OPEN = Endpoint.unknown("GET", "/open", "O");

    private record Asking() implements Policy {
        @Override
        public String name() {
            return "asking";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.reject(401, "authentication-required", "anonymous");
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling("callers", true, "inherited from B"));
        }

        @Override
        public boolean asksWhoCalls(Endpoint endpoint) {
            return endpoint.equals(ASKED);
        }
    }

    private record Proving() implements Policy {
        @Override
        public String name() {
            return "proving";
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }

        @Override
        public boolean provesCallers() {
            return true;
        }
    }

    private static Pipeline.Builder asking() {
        return Pipeline.builder().add(new Asking());
    }

    @Test
    void aPolicyThatAsksWhoCallsNeedsOneThatSaysHowToAnswer() {
        assertThatThrownBy(() -> Deployment.of(asking().build()).requireServed(ASKED))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GET /asked A")
                .hasMessageContaining("no-challenge asking");
        assertThatCode(() -> Deployment.of(asking().build()).requireServed(OPEN))
                .doesNotThrowAnyException();
    }

    @Test
    void aPolicyOfAnyRegistrationMayProveCallers() {
        Deployment deployment = Deployment.of(asking().build());
        deployment.join("another", Pipeline.builder().add(new Proving()).build());
        assertThatCode(() -> deployment.requireServed(ASKED)).doesNotThrowAnyException();
    }

    @Test
    void aPolicyThatIsOffProvesNobody() {
        Pipeline pipeline = asking().add(new Proving(), Mode.OFF).build();
        assertThatThrownBy(() -> Deployment.of(pipeline).requireServed(ASKED))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aPolicyThatOnlyObservesAsksNobody() {
        Pipeline shadowed = Pipeline.builder().add(new Asking(), Mode.SHADOW).build();
        Pipeline off = Pipeline.builder().add(new Asking(), Mode.OFF).build();
        assertThatCode(() -> Deployment.of(shadowed).requireServed(ASKED)).doesNotThrowAnyException();
        assertThatCode(() -> Deployment.of(off).requireServed(ASKED)).doesNotThrowAnyException();
        Pipeline sampled = Pipeline.builder().add(new Asking(), Mode.enforce(1)).build();
        assertThatThrownBy(() -> Deployment.of(sampled).requireServed(ASKED))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theReportSaysWhereARuleComesFrom() {
        Deployment deployment = Deployment.of(asking().build());
        deployment.cover(OPEN);
        assertThat(deployment.coverage().toString())
                .isEqualTo("GET /open O -> asking: callers, inherited from B (enforce)");
        assertThat(deployment.coverage().rows().get(0).origin()).isEqualTo("inherited from B");
    }
}
