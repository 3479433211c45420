package io.gapura.rbac;

import static io.gapura.rbac.Decided.bearer;
import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static io.gapura.rbac.OrderRules.Orders;
import static io.gapura.rbac.OrderRules.POLICY;
import static io.gapura.rbac.OrderRules.Permissions;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbacTest {
    private final Rbac rbac = yaml(POLICY);

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
}
