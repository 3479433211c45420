package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.testkit.access.Endpoints;
import io.gapura.filters.testkit.access.GateExtension;
import io.gapura.filters.testkit.access.GateTester;
import io.gapura.filters.testkit.access.WithCaller;
import io.gapura.rbac.Rbac;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may call what, asked without a server. */
class AccessTest {
    private static final Rbac RBAC =
            Rbac.document(Reference.of("/policy.yaml", Resources.ofClassPath(Gate.class.getClassLoader())));

    @RegisterExtension
    static final GateExtension GATE = GateExtension.of(RBAC.withTestCallers().policies())
            .endpointsIn(Path.of("target/classes"))
            .restAt("/api");

    @Test
    void onlyTheOneThatWasForgottenOnPurposeHasNoRule(GateTester gate) {
        assertThatThrownBy(gate::everyEndpointHasARule)
                .isInstanceOf(AssertionError.class)
                .hasMessage("no rule covers\nGET /orders/export " + OrdersResource.class.getName() + "#export()");
    }

    @Test
    void nobodyOpensAnythingWithoutAReviewersEye() throws IOException {
        RBAC.matrix(Endpoints.in(Path.of("target/classes")).list()).requireSame(Path.of("access.csv"));
    }

    @Test
    @WithCaller(roles = "clerk")
    void aClerkCreatesAndDoesNotApprove(GateTester gate) {
        gate.post("/api/orders").admits();
        gate.post("/api/orders/7/approval").refuses(403, "permission-missing");
    }

    @Test
    void whoIsNobodyIsAskedWho(GateTester gate) {
        gate.get("/api/health").admits();
        gate.get("/api/orders").refuses(401, "anonymous");
    }
}
