package io.gapura.rbac;

import static io.gapura.rbac.Decided.bearer;
import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static io.gapura.rbac.OrderRules.Orders;
import static io.gapura.rbac.OrderRules.POLICY;
import static io.gapura.rbac.OrderRules.Permissions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the start finds out: coverage, slips in annotations, roles that are written in Java. */
class RbacStartTest {
    private final Rbac rbac = yaml(POLICY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gated    | roles [clerk]
                    open     | public
                    probe    | public
                    closed   | nobody
                    empty    | nobody
                    anyone   | authenticated
                    starred  | authenticated
                    either   | roles [auditor, manager]
                    """)
    void theCoverageReportSaysTheRule(String name, String expected) {
        assertThat(ruling(rbac, method(Orders.class, name))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    read          | permissions [order:read]
                    both          | permissions [order:approve, order:read]
                    oneOf         | any permission [order:approve, payment:create]
                    repeated      | permissions [order:read] and permissions [report:sales]
                    gateAndDemand | roles [viewer] and permissions [order:create]
                    nothing       | uncovered!
                    """)
    void theCoverageReportSaysThePermissions(String name, String expected) {
        assertThat(ruling(rbac, method(Permissions.class, name))).isEqualTo(expected);
    }

    @Test
    void aDeploymentListsWhatIsUncovered() {
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(rbac.policies()).build());
        deployment.cover(method(Orders.class, "gated"));
        deployment.cover(method(Permissions.class, "nothing"));
        assertThat(deployment.coverage().toString()).contains("roles [clerk]").contains("uncovered");
        assertThat(deployment.coverage().uncovered()).hasSize(1);
    }

    @Test
    void withFailAnUncoveredEndpointStopsTheStart() {
        Rbac failing = rbac.onUncovered(Rbac.OnUncovered.FAIL);
        Deployment deployment =
                Deployment.of(Pipeline.builder().addAll(failing.policies()).build());
        assertThatThrownBy(() -> deployment.cover(method(Permissions.class, "nothing")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Permissions#nothing()")
                .hasMessageContaining("endpoint-uncovered");
        // A runtime makes these up for every path: it would start no application otherwise.
        deployment.cover(Endpoint.generated("OPTIONS", List.of()));
        assertThat(deployment.coverage().uncovered()).containsExactly("OPTIONS * generated");
        assertThatThrownBy(() -> deployment.cover(Endpoint.unknown("GET", "/lost", "lost")))
                .hasMessageContaining("endpoint-uncovered");
        // A locator without a rule is told at request time alone, and is no mistake there.
        assertThat(ruling(failing, method(Permissions.class, "nothing"))).isEqualTo("uncovered!");
        assertThat(ruling(failing, method(Permissions.class, "read"))).isEqualTo("permissions [order:read]");
    }

    public static class Misspelt {
        @RolesAllowed("clrek")
        public void role() {}

        @RequiresPermission("order:aprove")
        public void permission() {}

        @RequiresPermission("order:*")
        public void pattern() {}

        @RequiresPermission({})
        public void none() {}

        @RolesAllowed({"clerk", "*"})
        public void star() {}

        @PublicEndpoint(reason = " ")
        public void reasonless() {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    role       | unknown-role clrek is not declared; the nearest is clerk
                    permission | ungranted-permission no role is granted order:aprove; the nearest is order:approve
                    pattern    | bad-permission
                    none       | bad-permission
                    star       | reserved-name
                    reasonless | needs a reason
                    """)
    void aSlipInAnAnnotationStopsTheStartAndRefusesAtRunTime(String name, String message) {
        Endpoint endpoint = method(Misspelt.class, name);
        assertThatThrownBy(() -> ruling(rbac, endpoint))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Misspelt#" + name + "()")
                .hasMessageContaining(message);
        assertThat(on(rbac, signing("manager"), endpoint)).isEqualTo("500 internal-error (rule-conflict)");
        assertThat(on(rbac, Caller.anonymous(), endpoint)).isEqualTo("500 internal-error (rule-conflict)");
    }

    @Test
    void aContradictionCannotBeShadowed() throws IOException {
        RequestView request = RequestView.get("/x").withEndpoint(method(Misspelt.class, "role"));
        Pipeline.Builder shadowed = Pipeline.builder();
        rbac.policies().forEach(shadowed::shadow);
        assertThat(shadowed.build().decide(request).rejection().map(Rejection::status))
                .contains(500);
    }

    @Test
    void rolesCanBeWrittenInJava() {
        RoleModel model = RoleModel.empty()
                .role("clerk", "order:read")
                .role("manager", "order:approve")
                .includes("manager", "clerk")
                .denies("clerk", "order:approve")
                .assign("signing", "boss", "manager")
                .acceptClaim("https://idp.example", "roles", "manager");
        Rbac annotated = Rbac.annotated(model);
        assertThat(on(annotated, signing("boss"), method(Orders.class, "gated")))
                .isEqualTo("proceeds");
        assertThat(on(annotated, signing("boss"), method(Permissions.class, "both")))
                .isEqualTo("403 forbidden (permission-denied)");
        assertThat(on(annotated, bearer("manager"), method(Permissions.class, "read")))
                .isEqualTo("proceeds");
    }

    @Test
    void aRoleModelIsCheckedLikeADocument() {
        RoleModel model = RoleModel.empty().role("clerk").role("clerk").includes("clerk", "viewer");
        assertThatThrownBy(() -> Rbac.annotated(model))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("role model duplicate")
                .hasMessageContaining("role model unknown-role viewer");
        assertThatThrownBy(() -> RoleModel.empty().includes("clerk", "viewer"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyRoleModelAdmitsToPublicEndpointsAndByAuthenticationAlone() {
        Rbac none = Rbac.annotated(RoleModel.empty());
        assertThat(on(none, Caller.anonymous(), method(Orders.class, "open"))).isEqualTo("proceeds");
        assertThat(on(none, signing("x"), method(Orders.class, "anyone"))).isEqualTo("proceeds");
        assertThat(on(none, signing("x"), method(Orders.class, "gated")))
                .isEqualTo("500 internal-error (rule-conflict)");
    }

    @Test
    void theRuleIsDecidedOnceForEachMethodAndKept() {
        EndpointRules rules =
                Decided.rules(LoadedPolicy.read("p", "version: 1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Endpoint one = method(Orders.class, "open");
        Endpoint again = Endpoint.resource("HEAD", "/y", Orders.class, Decided.find(Orders.class, "open"));
        assertThat(rules.of(one)).isSameAs(rules.of(again));
    }

    @Test
    void madeUpHttpMethodsOfAServletShareOneRule() {
        EndpointRules rules =
                Decided.rules(LoadedPolicy.read("p", "version: 1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(rules.of(Endpoint.servlet("AAA", "/x", Orders.class)))
                .isSameAs(rules.of(Endpoint.servlet("BBB", "/x", Orders.class)));
    }
}
