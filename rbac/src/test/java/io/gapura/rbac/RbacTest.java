package io.gapura.rbac;

import static io.gapura.rbac.Decided.bearer;
import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbacTest {
    private static final String POLICY = """
            version: 1
            permissions: [ "audit:read" ]
            roles:
              viewer:   { grants: [ "order:read" ] }
              clerk:    { includes: [ viewer ], grants: [ "order:create", "order:read:*" ] }
              manager:  { includes: [ clerk ], grants: [ "order:approve", "report:*" ] }
              auditor:  { grants: [ "order:read", "audit:**" ] }
              payer:    { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              external: {}
            deny:
              - { role: external, permissions: [ "report:**", "payment:**" ] }
            separation:
              static:  [ { name: maker-checker, roles: [ clerk, auditor ], max: 1 } ]
              dynamic: [ { name: one-hat, roles: [ payer, approver ], max: 1 } ]
            assignments:
              signing:
                viewer:   { roles: [ viewer ] }
                clerk:    { roles: [ clerk ] }
                manager:  { roles: [ manager ] }
                external: { roles: [ manager, external ] }
                both:     { roles: [ payer, approver ] }
                payer:    { roles: [ payer ] }
            claims:
              - { issuer: "https://idp.example", roles: { claim: roles, same-name: [ clerk, auditor, viewer ] } }
            """;

    private final Rbac rbac = yaml(POLICY);

    @RolesAllowed("clerk")
    public static class Orders {
        public void gated() {}

        @PermitAll
        public void open() {}

        @PublicEndpoint(reason = "health probe")
        public void probe() {}

        @DenyAll
        public void closed() {}

        @Authenticated
        public void anyone() {}

        @RolesAllowed("**")
        public void starred() {}

        @RolesAllowed({})
        public void empty() {}

        @RolesAllowed({"auditor", "manager"})
        public void either() {}
    }

    public static class Permissions {
        @RequiresPermission("order:read")
        public void read() {}

        @RequiresPermission("order:read:42")
        public void readOne() {}

        @RequiresPermission({"order:read", "order:approve"})
        public void both() {}

        @RequiresPermission(
                value = {"payment:create", "order:approve"},
                mode = RequiresPermission.Mode.ANY)
        public void oneOf() {}

        @RequiresPermission("order:read")
        @RequiresPermission("report:sales")
        public void repeated() {}

        @RolesAllowed("viewer")
        @RequiresPermission("order:create")
        public void gateAndDemand() {}

        public void nothing() {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gated    | viewer   | 403 forbidden (role-missing)
                    gated    | clerk    | proceeds
                    gated    | manager  | proceeds
                    gated    | nobody   | 403 forbidden (role-missing)
                    gated    |          | 401 authentication-required (anonymous)
                    open     | nobody   | proceeds
                    open     |          | proceeds
                    probe    |          | proceeds
                    closed   | manager  | 403 forbidden (deny-all)
                    closed   |          | 403 forbidden (deny-all)
                    anyone   | nobody   | proceeds
                    anyone   |          | 401 authentication-required (anonymous)
                    starred  | nobody   | proceeds
                    starred  |          | 401 authentication-required (anonymous)
                    empty    | manager  | 403 forbidden (deny-all)
                    empty    |          | 403 forbidden (deny-all)
                    either   | clerk    | 403 forbidden (role-missing)
                    either   | manager  | proceeds
                    """)
    void gatesDecideByRole(String name, String caller, String expected) {
        assertThat(on(rbac, caller == null ? Caller.anonymous() : signing(caller), method(Orders.class, name)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    read          | viewer   | proceeds
                    read          | manager  | proceeds
                    read          | nobody   | 403 forbidden (permission-missing)
                    read          |          | 401 authentication-required (anonymous)
                    readOne       | viewer   | 403 forbidden (permission-missing)
                    readOne       | clerk    | proceeds
                    both          | clerk    | 403 forbidden (permission-missing)
                    both          | manager  | proceeds
                    oneOf         | clerk    | 403 forbidden (permission-missing)
                    oneOf         | manager  | proceeds
                    oneOf         | payer    | proceeds
                    repeated      | clerk    | 403 forbidden (permission-missing)
                    repeated      | manager  | proceeds
                    repeated      | external | 403 forbidden (permission-denied)
                    oneOf         | external | proceeds
                    gateAndDemand | viewer   | 403 forbidden (permission-missing)
                    gateAndDemand | payer    | 403 forbidden (role-missing)
                    gateAndDemand | clerk    | proceeds
                    nothing       | manager  | 403 forbidden (uncovered)
                    nothing       |          | 403 forbidden (uncovered)
                    """)
    void demandsDecideByPermission(String name, String caller, String expected) {
        assertThat(on(rbac, caller == null ? Caller.anonymous() : signing(caller), method(Permissions.class, name)))
                .isEqualTo(expected);
    }

    @Test
    void aDenialWinsEvenWhenItIsTheOnlyGrantOfAnAnyDemand() {
        Rbac denied = yaml("""
                version: 1
                roles: { payer: { grants: [ "payment:create", "order:approve" ] } }
                deny: [ { role: payer, permissions: [ "*:*" ] } ]
                assignments: { signing: { payer: { roles: [ payer ] } } }
                """);
        assertThat(on(denied, signing("payer"), method(Permissions.class, "oneOf")))
                .isEqualTo("403 forbidden (permission-denied)");
    }

    @Test
    void nobodyIsAskedToLogInWhereNobodyCouldBeAdmitted() {
        Rbac denied = yaml("""
                version: 1
                roles: { viewer: { grants: [ "order:read" ] } }
                deny: [ { role: viewer, permissions: [ "order:read" ] } ]
                """);
        assertThat(on(denied, Caller.anonymous(), method(Permissions.class, "read")))
                .isEqualTo("403 forbidden (deny-all)");
    }

    @Test
    void idsOfAnotherMechanismAreOtherCallers() {
        assertThat(on(rbac, Caller.of("certificates", "manager"), method(Orders.class, "gated")))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void anIdThatAnIssuerVouchesForIsNotTheSameIdWithoutIssuer() {
        assertThat(on(rbac, Caller.of("signing", "https://idp.example", "manager"), method(Orders.class, "gated")))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void anIdThatIsNamedLikeARoleHasNotThatRole() {
        assertThat(on(rbac, signing("auditor"), method(Orders.class, "either")))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void statedRolesCountWhereTheDocumentAcceptsThem() {
        assertThat(on(rbac, bearer("clerk"), method(Orders.class, "gated"))).isEqualTo("proceeds");
    }

    @Test
    void statedRolesThatTheDocumentDoesNotAcceptAreIgnored() {
        assertThat(on(rbac, bearer("manager", "**", "*", ""), method(Orders.class, "gated")))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void statedRolesOfAnotherMechanismAreIgnored() {
        Caller partner = signing("partner").withRoles(Set.of("clerk", "manager"));
        assertThat(on(rbac, partner, method(Orders.class, "gated"))).isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void statedAndAssignedRolesAddUp() {
        Rbac mixed = yaml("""
                version: 1
                roles: { clerk: {}, a: { grants: [ "order:read" ] }, b: { grants: [ "report:sales" ] } }
                assignments: { basic: { eve: { roles: [ a ] } } }
                claims: [ { mechanism: basic, roles: { same-name: [ b ] } } ]
                """);
        Caller eve = Caller.of("basic", "eve").withRoles(Set.of("b"));
        assertThat(on(mixed, eve, method(Permissions.class, "repeated"))).isEqualTo("proceeds");
    }

    @Test
    void anAdmittedCallerGoesOnWithItsRolesAndAllThatTheyInclude() {
        RequestView request = RequestView.get("/x").withEndpoint(method(Orders.class, "open"));
        assertThat(verdict(rbac, signing("clerk"), request).request().caller().roles())
                .containsExactlyInAnyOrder("clerk", "viewer");
        assertThat(verdict(rbac, bearer("clerk", "weird"), request)
                        .request()
                        .caller()
                        .roles())
                .containsExactlyInAnyOrder("clerk", "viewer");
    }

    @Test
    void aCallerWhoseRolesWereFoundAlreadyIsPassedOnUnchanged() throws IOException {
        Caller clerk = rbac.access(signing("clerk")).caller();
        RequestView request = RequestView.get("/x").withEndpoint(method(Orders.class, "gated"));
        assertThat(rbac.policies().get(0).decide(request.withCaller(clerk))).isSameAs(Decision.proceed());
        assertThat(rbac.policies().get(0).decide(request.withCaller(signing("clerk"))))
                .isNotSameAs(Decision.proceed());
    }

    @Test
    void rolesFromATokenThatBreakStaticSeparationAreRefused() {
        assertThat(on(rbac, bearer("clerk", "auditor"), method(Orders.class, "gated")))
                .isEqualTo("403 forbidden (separation-static)");
        assertThat(on(rbac, bearer("viewer", "auditor"), method(Orders.class, "anyone")))
                .isEqualTo("proceeds");
    }

    @Test
    void whoHoldsBothRolesOfADynamicSetIsRefused() {
        assertThat(on(rbac, signing("both"), method(Orders.class, "anyone")))
                .isEqualTo("403 forbidden (separation-dynamic)");
        assertThat(on(rbac, signing("payer"), method(Orders.class, "anyone"))).isEqualTo("proceeds");
    }

    @Test
    void whoBreaksASeparationPassesAPublicEndpointWithoutRoles() {
        RequestView request = RequestView.get("/x").withEndpoint(method(Orders.class, "open"));
        assertThat(verdict(rbac, bearer("clerk", "auditor"), request)
                        .request()
                        .caller()
                        .roles())
                .isEmpty();
    }

    @Test
    void anUnknownClassIsRefused() {
        Endpoint generated = Endpoint.unknown("OPTIONS", "/x", "generated");
        assertThat(on(rbac, signing("manager"), generated)).isEqualTo("403 forbidden (uncovered)");
        assertThat(ruling(rbac, generated)).isEqualTo("uncovered!");
    }

    @Test
    void aRequestWithoutEndpointIsRefused() throws IOException {
        Policy endpoint = rbac.policies().get(0);
        assertThat(((Decision.Reject) endpoint.decide(RequestView.get("/x")))
                        .rejection()
                        .reason())
                .isEqualTo("uncovered");
    }

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
