package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.audit.JsonLinesSink.Health;
import jakarta.ws.rs.ServiceUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessTest {
    private Health health = Health.UP;
    private final HealthResource resource = new HealthResource(Readiness.of(() -> health));

    @ParameterizedTest
    @EnumSource(names = {"UP", "DEGRADED"})
    void aLogThatTakesEventsIsReady(Health now) {
        health = now;
        assertThat(resource.ready().status()).isEqualTo("up");
    }

    @Test
    void oneThatTakesNoneIsNotUntilItDoesAgain() {
        health = Health.DOWN;
        assertThatThrownBy(resource::ready)
                .isInstanceOfSatisfying(
                        ServiceUnavailableException.class,
                        down -> assertThat(down.getResponse())
                                .returns(503, answer -> answer.getStatus())
                                .returns("5", answer -> answer.getHeaderString("Retry-After")));
        assertThat(resource.health().status()).as("it lives").isEqualTo("up");
        health = Health.UP;
        assertThat(resource.ready().status()).isEqualTo("up");
    }
}
