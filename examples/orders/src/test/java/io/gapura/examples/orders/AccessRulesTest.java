package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.access.Endpoints;
import io.gapura.filters.testkit.access.GateExtension;
import io.gapura.filters.testkit.access.GateTester;
import io.gapura.filters.testkit.access.WithCaller;
import io.gapura.rbac.AccessMatrix.Row;
import io.gapura.rbac.Lint;
import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.Rbac;
import io.gapura.rbac.Rbac.OnUncovered;
import io.gapura.rbac.ResourceAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of the resources against the policy document, without a server: what a build of an application runs. */
class AccessRulesTest {
    private static final Path POLICY = Path.of("src/main/resources/policy.yaml");
    private static final Path CLASSES = Path.of("target/classes");

    /** Objects are for the tests over HTTP. */
    private static final Rbac RBAC = Rbac.document(POLICY)
            .activation(new ActingAs())
            .checks(type -> ResourceAccess::proceed)
            .onUncovered(OnUncovered.DENY);

    @RegisterExtension
    static final GateExtension GATE =
            GateExtension.of(RBAC.withTestCallers().policies()).endpointsIn(CLASSES);

    /** The one that was left without on purpose; another one would fail the build. */
    @Test
    void everyOtherEndpointHasARule() {
        assertThat(RBAC.matrix(Endpoints.in(CLASSES).list()).rows())
                .filteredOn(row -> row.rule().equals("uncovered"))
                .extracting(Row::endpoint)
                .singleElement()
                .asString()
                .startsWith("GET /orders/export ");
    }

    /** Run once with {@code -Dgapura.matrix.write=true} after a change that was meant. */
    @Test
    void nobodyOpensAnythingUnseen() throws IOException {
        RBAC.matrix(Endpoints.in(CLASSES).list()).requireSame(Path.of("access.csv"));
    }

    /** That several roles are included is meant, and for the dynamic separation there is {@link ActingAs}. */
    @Test
    void thePolicyHasNoSlips() throws IOException {
        assertThat(PolicyDocument.read("policy.yaml", Files.readAllBytes(POLICY))
                        .lints())
                .extracting(Lint::code)
                .containsOnly(Lint.Code.LIMITED_HIERARCHY, Lint.Code.DYNAMIC_WITHOUT_ACTIVATION);
    }

    @Test
    @WithCaller(roles = "clerk")
    void aClerkMakesAndDoesNotApprove(GateTester gate) {
        gate.post("/orders").admits();
        gate.post("/customers").admits();
        gate.post("/orders/7/approval").refuses(403, "permission-missing");
        gate.delete("/orders/7").refuses(403, "deny-all");
    }

    @Test
    @WithCaller(roles = "manager")
    void aManagerIsAChecker(GateTester gate) {
        gate.post("/orders/7/approval").admits();
        gate.post("/orders").refuses(403, "permission-missing");
        gate.get("/customers/7").refuses(403, "permission-missing");
    }

    @Test
    @WithCaller(roles = {"clerk", "auditor"})
    void nobodyMakesAndAudits(GateTester gate) {
        gate.get("/orders").refuses(403, "separation-static");
    }

    @Test
    @WithCaller(roles = {"partner", "clerk"})
    void aPartnerNeverSeesACustomer(GateTester gate) {
        gate.post("/orders").admits();
        gate.get("/customers/7").refuses(403, "permission-denied");
    }
}
