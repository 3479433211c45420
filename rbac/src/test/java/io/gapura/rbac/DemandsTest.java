package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Authentication;
import io.gapura.filters.Caller;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scopes, step-up and tenants: what a rule asks beyond roles and permissions. */
class DemandsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String POLICY = """
            version: 1
            roles:
              viewer:  { grants: [ "order:read" ] }
              clerk:   { includes: [ viewer ], grants: [ "order:create" ] }
              manager: { includes: [ clerk ], grants: [ "order:approve" ] }
            assignments:
              signing:
                acme:   { roles: [ clerk ], tenant: acme, scopes: [ orders.write ] }
                global: { roles: [ clerk ], tenant: "@global" }
                plain:  { roles: [ clerk ] }
              subjects:
                - { issuer: "https://idp", subject: s1, roles: [ manager ] }
                - { issuer: "https://idp", subject: both, roles: [ manager ], tenant: acme }
                - { issuer: "https://idp", subject: both, roles: [ viewer ], tenant: globex }
                - { issuer: "https://other", subject: s9, roles: [ viewer ], tenant: acme }
            claims:
              - issuer: "https://idp"
                roles:  { claim: roles, map: { boss: manager }, same-name: [ viewer ] }
                tenant: { claim: org }
              - issuer: "https://other"
                roles:  { claim: roles, same-name: [ viewer ] }
            """;
    private static final String CEILING = POLICY + """
            scopes:
              orders.read:  { roles: [ viewer ], permissions: [ "order:read" ] }
              orders.write: { roles: [ clerk ], permissions: [ "order:**" ] }
              other:        { permissions: [ "order:read" ] }
              orders.look:  { roles: [ clerk ], permissions: [ "order:read" ] }
            """;

    private final Rbac rbac = yaml(POLICY).clock(InstantSource.fixed(NOW));
    private final Rbac limited = yaml(CEILING).clock(InstantSource.fixed(NOW));

    public static class Orders {
        @RequiresScope("orders.write")
        public void write() {}

        @RequiresScope({"orders.write", "orders.read"})
        public void both() {}

        @RequiresAuthentication(
                acr = {"phr", "phrh"},
                maxAgeSeconds = 300)
        public void strong() {}

        @RequiresAuthentication(amr = {"hwk", "pin"})
        public void keyed() {}

        @TenantScoped(param = "tenant")
        public void scoped() {}

        @TenantScoped(param = "tenant", onDeny = OnDeny.NOT_FOUND)
        public void hidden() {}

        @Authenticated
        public void anyone() {}

        @jakarta.annotation.security.RolesAllowed("manager")
        public void managers() {}

        @jakarta.annotation.security.RolesAllowed("clerk")
        public void clerks() {}

        @jakarta.annotation.security.RolesAllowed({"manager", "viewer"})
        @RequiresScope("orders.write")
        public void either() {}

        @RequiresPermission("order:create")
        public void create() {}

        @RequiresPermission("order:approve")
        public void approve() {}

        @RequiresPermission("order:read")
        public void read() {}
    }

    private static Caller token(String... scopes) {
        return Caller.of("bearer", "https://idp", "s1").withScopes(Set.of(scopes));
    }

    private static RequestView request(String name, String... parameters) {
        return RequestView.get("/x")
                .withEndpoint(method(Orders.class, name))
                .withPathParameters(asked -> asked.equals("tenant") ? List.of(parameters) : List.of());
    }

    private static Optional<String> challenge(Rejection rejection) {
        return rejection.headers().stream()
                .filter(line -> line.name().equals("WWW-Authenticate"))
                .map(HeaderLine::value)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write | orders.write             | proceeds
            write | orders.write,orders.read | proceeds
            write | orders.read              | 403 insufficient-scope (scope-missing)
            write | ORDERS.WRITE             | 403 insufficient-scope (scope-missing)
            write | none                     | 403 insufficient-scope (scope-missing)
            both  | orders.write,orders.read | proceeds
            both  | orders.write             | 403 insufficient-scope (scope-missing)
            """)
    void allScopesAreNeeded(String name, String scopes, String expected) {
        assertThat(on(rbac, token(scopes.split(",")), request(name))).isEqualTo(expected);
    }

    @Test
    void aMissingScopeIsSaidInTheChallenge() {
        Rejection rejection =
                verdict(rbac, token("orders.read"), request("both")).rejection().orElseThrow();
        assertThat(challenge(rejection))
                .hasValue("Bearer error=\"insufficient_scope\", scope=\"orders.read orders.write\"");
    }

    @Test
    void aCallerWithoutATokenHasTheScopesOfItsAssignmentAlone() {
        assertThat(on(rbac, signing("acme"), request("write"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("plain"), request("write"))).isEqualTo("403 insufficient-scope (scope-missing)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phr  | 0   | proceeds
            phrh | 0   | proceeds
            phr  | 330 | proceeds
            phr  | 331 | 401 step-up-required (step-up)
            phr  | -30 | proceeds
            phr  | -31 | 401 step-up-required (step-up)
            pwd  | 0   | 401 step-up-required (step-up)
            PHR  | 0   | 401 step-up-required (step-up)
            """)
    void aProofIsStrongAndRecent(String level, long age, String expected) {
        Caller caller = token().withAuthentication(
                        new Authentication(Optional.of(level), Set.of(), Optional.of(NOW.minusSeconds(age))));
        assertThat(on(rbac, caller, request("strong"))).isEqualTo(expected);
    }

    @Test
    void whatTheTokenDoesNotSayIsNotSatisfied() {
        Caller noTime = token().withAuthentication(new Authentication(Optional.of("phr"), Set.of(), Optional.empty()));
        Caller noLevel = token().withAuthentication(new Authentication(Optional.empty(), Set.of(), Optional.of(NOW)));
        assertThat(on(rbac, noTime, request("strong"))).isEqualTo("401 step-up-required (step-up)");
        assertThat(on(rbac, noLevel, request("strong"))).isEqualTo("401 step-up-required (step-up)");
        assertThat(on(rbac, token(), request("strong"))).isEqualTo("401 step-up-required (step-up)");
    }

    @Test
    void theChallengeOfAStepUpSaysWhatWouldDo() {
        Rejection rejection =
                verdict(rbac, token(), request("strong")).rejection().orElseThrow();
        assertThat(challenge(rejection))
                .hasValue(
                        "Bearer error=\"insufficient_user_authentication\", acr_values=\"phr phrh\", max_age=\"300\"");
        Rejection methods = verdict(rbac, token(), request("keyed")).rejection().orElseThrow();
        assertThat(challenge(methods)).hasValue("Bearer error=\"insufficient_user_authentication\"");
    }

    @Test
    void whoCannotStepUpIsForbiddenAndToldNothing() {
        Rejection rejection =
                verdict(rbac, signing("plain"), request("strong")).rejection().orElseThrow();
        assertThat(rejection).hasToString("403 forbidden (step-up)");
        assertThat(challenge(rejection)).isEmpty();
    }

    @Test
    void allMethodsOfAProofAreNeeded() {
        Caller both = token().withAuthentication(
                        new Authentication(Optional.empty(), Set.of("hwk", "pin", "x"), Optional.empty()));
        Caller one = token().withAuthentication(new Authentication(Optional.empty(), Set.of("hwk"), Optional.empty()));
        assertThat(on(rbac, both, request("keyed"))).isEqualTo("proceeds");
        assertThat(on(rbac, one, request("keyed"))).isEqualTo("401 step-up-required (step-up)");
    }

    @Test
    void thePathNamesTheTenantOfTheCaller() {
        assertThat(on(rbac, signing("acme"), request("scoped", "acme"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("acme"), request("scoped", "Acme"))).isEqualTo("403 forbidden (tenant-mismatch)");
        assertThat(on(rbac, signing("plain"), request("scoped", "acme"))).isEqualTo("403 forbidden (tenant-missing)");
        assertThat(on(rbac, signing("acme"), request("scoped"))).isEqualTo("403 forbidden (tenant-missing)");
        assertThat(on(rbac, signing("acme"), request("scoped", "acme", "acme")))
                .isEqualTo("400 request-malformed (path-parameter.repeated)");
    }

    @Test
    void aRoleEverywhereIsStillNoTenant() {
        assertThat(on(rbac, signing("global"), request("scoped", "@global")))
                .isEqualTo("403 forbidden (tenant-missing)");
        assertThat(on(rbac, signing("global"), request("clerks"))).isEqualTo("proceeds");
    }

    @Test
    void anotherTenantCanBeHiddenAsNotFound() {
        Rejection rejection = verdict(rbac, signing("acme"), request("hidden", "globex"))
                .rejection()
                .orElseThrow();
        assertThat(rejection).hasToString("404 not-found (tenant-mismatch)");
        assertThat(rejection.headers()).isEmpty();
        assertThat(rejection.violations()).isEmpty();
    }

    @Test
    void aRoleCountsOnlyInItsTenant() {
        Caller acme = claiming("both", "acme");
        Caller globex = claiming("both", "globex");
        assertThat(on(rbac, acme, request("managers"))).isEqualTo("proceeds");
        assertThat(on(rbac, globex, request("managers"))).isEqualTo("403 forbidden (role-missing)");
        assertThat(on(rbac, globex, request("read"))).isEqualTo("proceeds");
    }

    @Test
    void aCallerOfSeveralTenantsWhoNamesNoneActsForNone() {
        Caller either = Caller.of("bearer", "https://idp", "both");
        assertThat(on(rbac, either, request("read"))).isEqualTo("403 forbidden (permission-missing)");
        assertThat(on(rbac, either, request("scoped", "acme"))).isEqualTo("403 forbidden (tenant-missing)");
    }

    @Test
    void aClaimedTenantIsOneText() {
        assertThat(on(rbac, claiming("x", "acme"), request("scoped", "acme"))).isEqualTo("proceeds");
        assertThat(on(rbac, claiming("x", "acme", "globex"), request("scoped", "acme")))
                .isEqualTo("403 forbidden (tenant-missing)");
        assertThat(on(rbac, claiming("x", "@global"), request("scoped", "@global")))
                .isEqualTo("403 forbidden (tenant-missing)");
        assertThat(on(rbac, claiming("x", ""), request("scoped", ""))).isEqualTo("403 forbidden (tenant-missing)");
    }

    @Test
    void aClaimedTenantHas128CharactersAtMost() {
        String longest = "t".repeat(128);
        assertThat(on(rbac, claiming("x", longest), request("scoped", longest))).isEqualTo("proceeds");
        assertThat(on(rbac, claiming("x", longest + "t"), request("scoped", longest + "t")))
                .isEqualTo("403 forbidden (tenant-missing)");
    }

    @Test
    void whereNoClaimNamesATenantTheAssignmentDoes() {
        Caller caller = Caller.of("bearer", "https://other", "s9").withClaims(path -> Optional.empty());
        assertThat(on(rbac, caller, request("scoped", "acme"))).isEqualTo("proceeds");
        assertThat(on(rbac, caller, request("scoped", "globex"))).isEqualTo("403 forbidden (tenant-mismatch)");
    }

    private static Caller claiming(String subject, String... tenants) {
        return Caller.of("bearer", "https://idp", subject)
                .withClaims(path -> path.equals("org") ? Optional.of(List.of(tenants)) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read     | orders.read              | proceeds
            read     | orders.write             | proceeds
            create   | orders.read              | 403 forbidden (permission-missing)
            create   | orders.write             | proceeds
            approve  | orders.write             | 403 forbidden (permission-missing)
            clerks   | orders.write             | proceeds
            clerks   | orders.read              | 403 forbidden (role-missing)
            managers | orders.read,orders.write | 403 forbidden (role-missing)
            anyone   | unheard                  | proceeds
            read     | unheard                  | 403 forbidden (permission-missing)
            read     | other                    | 403 forbidden (permission-missing)
            clerks   | orders.look              | proceeds
            read     | orders.look              | proceeds
            create   | orders.look              | 403 forbidden (permission-missing)
            """)
    void aTokenKeepsOnlyWhatItsScopesName(String name, String scopes, String expected) {
        assertThat(on(limited, token(scopes.split(",")), request(name))).isEqualTo(expected);
    }

    @Test
    void aTokenWithoutScopesKeepsNothingAndACallerWithoutATokenKeepsAll() {
        assertThat(on(limited, token(), request("read"))).isEqualTo("403 forbidden (permission-missing)");
        assertThat(on(limited, Caller.of("bearer", "https://idp", "s1"), request("managers")))
                .isEqualTo("proceeds");
    }

    @Test
    void aScopeNeverGivesARole() {
        Caller nobody = Caller.of("bearer", "https://idp", "unknown").withScopes(Set.of("orders.write"));
        assertThat(on(limited, nobody, request("clerks"))).isEqualTo("403 forbidden (role-missing)");
        assertThat(on(limited, nobody, request("read"))).isEqualTo("403 forbidden (permission-missing)");
    }

    @Test
    void theRoleThatAdmittedSoFarIsInTheNote() {
        Rejection rejection =
                verdict(rbac, signing("plain"), request("either")).rejection().orElseThrow();
        assertThat(rejection.reason()).isEqualTo("scope-missing");
        assertThat(rejection.note().orElseThrow()).contains("; role viewer").doesNotContain("; role manager");
    }

    @Test
    void whatIsMissingIsInTheNoteAndNowhereElse() {
        Rejection rejection =
                verdict(rbac, signing("plain"), request("approve")).rejection().orElseThrow();
        assertThat(rejection.note().orElseThrow())
                .startsWith("rule permissions [order:approve] at " + Orders.class.getName() + "#approve()")
                .contains("; missing order:approve; policy 1-");
        assertThat(rejection.members()).isEmpty();
        Rejection step =
                verdict(rbac, signing("plain"), request("strong")).rejection().orElseThrow();
        assertThat(step.note().orElseThrow()).contains("max-age 300s").contains("policy 1-");
    }
}
