package io.gapura.filters.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EveryEndpointTest {
    @RegisterExtension
    static final GateExtension GATE = GateExtension.of(List.of());

    private static Policy covering() {
        return new Policy() {
            @Override
            public String name() {
                return "covering";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public Optional<Ruling> ruling(Endpoint endpoint) {
                return Optional.of(new Ruling("all", true));
            }
        };
    }

    private static GateTester tester(List<Policy> policies, Endpoints endpoints) {
        return new GateTester(policies, endpoints, "", Caller.anonymous());
    }

    @Test
    void nobodyIsAskedForWhereNoCallerIsNamed(GateTester gate) {
        assertThat(gate.caller().isAnonymous()).isTrue();
    }

    @Test
    void noEndpointsAtAllAreNoProof(GateTester gate) {
        assertThatThrownBy(gate::everyEndpointHasARule)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no endpoint is known");
    }

    @Test
    void aRuleForEachIsEnoughAndNoAccessPolicyIsNot() {
        Endpoints shop = Endpoints.of(Shop.Orders.class);
        assertThatCode(tester(List.of(covering()), shop)::everyEndpointHasARule).doesNotThrowAnyException();
        assertThatThrownBy(tester(List.of(), shop)::everyEndpointHasARule)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /orders ");
    }
}
