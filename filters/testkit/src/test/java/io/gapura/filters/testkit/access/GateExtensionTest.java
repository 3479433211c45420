package io.gapura.filters.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithCaller(roles = "clerk")
class GateExtensionTest {
    @RegisterExtension
    static final GateExtension GATE = GateExtension.of(List.of(new ClerksOnly()))
            .endpoints(Shop.Orders.class)
            .and(Endpoints.servlet("/r", Shop.Report.class))
            .restAt("/api");

    /** Covers resources, and lets clerks in. */
    private static final class ClerksOnly implements Policy {
        @Override
        public String name() {
            return "clerks-only";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            return request.caller().roles().contains("clerk")
                    ? Decision.proceed()
                    : Decision.reject(Rejection.of(403, "forbidden", "no-clerk"));
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling("clerks", endpoint.method().isPresent()));
        }
    }

    @Test
    void theCallerOfTheClassIsAskedFor(GateTester gate) {
        gate.get("/api/orders/7").admits();
        gate.put("/api/orders").admits();
        gate.post("/api/orders").admits();
    }

    @Test
    @WithCaller(
            roles = {"guest", "visitor"},
            tenant = "acme",
            scopes = "read",
            mechanism = "bearer",
            issuer = "https://idp.example",
            id = "rani",
            acr = "phr")
    void theCallerOfTheMethodComesFirst(GateTester gate) {
        gate.get("/api/orders/7").refuses(403, "no-clerk");
        Caller caller = gate.caller();
        assertThat(caller.roles()).isEqualTo(Set.of("guest", "visitor"));
        assertThat(caller.tenant()).contains("acme");
        assertThat(caller.scopes()).containsExactly("read");
        assertThat(caller.authentication().level()).contains("phr");
        assertThat(caller.sameAs(Caller.of("bearer", "https://idp.example", "rani")))
                .isTrue();
    }

    @Test
    void anotherOutcomeFailsTheTest(GateTester gate) {
        assertThatThrownBy(() -> gate.get("/api/orders").refuses(403, "no-clerk"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is admitted");
        GateTester nobody = gate.as(Caller.anonymous());
        assertThatThrownBy(() -> nobody.get("/api/orders").admits())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-clerk");
        assertThatThrownBy(() -> nobody.get("/api/orders").refuses(401, "no-clerk"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is refused otherwise");
        assertThatThrownBy(() -> nobody.delete("/api/orders"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no known endpoint");
    }

    @Test
    void anEndpointWithoutARuleFailsTheTest(GateTester gate) {
        assertThatThrownBy(gate::everyEndpointHasARule)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no rule covers")
                .hasMessageContaining("GET /r ")
                .hasMessageNotContaining("Orders");
    }

    /** The caller of the class around. */
    @Nested
    class Inside {
        @Test
        void countsHereToo(GateTester gate) {
            gate.get("/api/orders").admits();
        }
    }
}
