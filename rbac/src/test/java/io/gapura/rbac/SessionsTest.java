package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.Decision;
import io.gapura.filters.Peer;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has which roles, and which of them are active. */
class SessionsTest {
    private static final String POLICY = """
            version: 1
            permissions: [ "payment:create" ]
            roles:
              viewer:   { grants: [ "order:read" ] }
              clerk:    { includes: [ viewer ], grants: [ "order:create" ] }
              payer:    { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              external: { }
            deny: [ { role: external, permissions: [ "payment:**" ] } ]
            separation: { dynamic: [ { name: hats, roles: [ payer, approver ], max: 1 } ] }
            assignments:
              signing:
                admin: { roles: [ viewer ] }
                both:  { roles: [ payer, approver, external ] }
                hats:  { roles: [ payer, approver ] }
                alien: { roles: [ external ] }
              certificates: { "CN=batch,O=acme": { roles: [ viewer ] }, "dns:batch.example": { roles: [ clerk ] } }
              container:    { ORDER_CLERK: { roles: [ clerk ] }, clerk: { roles: [ payer ] } }
              subjects:
                - { issuer: "https://one", subject: ada, roles: [ clerk ] }
            claims:
              - issuer: "https://one"
                roles: { claim: realm.roles, map: { boss: clerk }, same-name: [ viewer ], unmapped: ignore }
              - issuer: "https://two"
                roles: { claim: roles, same-name: [ viewer, clerk ], unmapped: refuse }
            """;

    private final Rbac rbac = yaml(POLICY);

    public static class Orders {
        @RolesAllowed("viewer")
        public void viewers() {}

        @RolesAllowed("clerk")
        public void clerks() {}

        @RolesAllowed("payer")
        public void payers() {}

        @RequiresPermission("payment:create")
        public void pay() {}

        @Authenticated
        @RequiresScope("pay")
        public void scoped() {}

        @PermitAll
        public void open() {}
    }

    private String asked(Caller caller, String name) {
        return on(rbac, caller, method(Orders.class, name));
    }

    private static Caller of(String issuer, String subject, String claim, List<String> roles) {
        return Caller.of("bearer", issuer, subject)
                .withClaims(path -> path.equals(claim) ? Optional.of(roles) : Optional.empty());
    }

    @Test
    void idsOfDifferentKindsNeverMix() {
        assertThat(asked(signing("admin"), "viewers")).isEqualTo("proceeds");
        assertThat(asked(Caller.of("basic", "admin"), "viewers")).isEqualTo("403 forbidden (role-missing)");
        assertThat(asked(Caller.of("signing", "https://one", "admin"), "viewers"))
                .isEqualTo("403 forbidden (role-missing)");
        assertThat(asked(Caller.of("bearer", "https://one", "ada"), "clerks")).isEqualTo("proceeds");
        assertThat(asked(Caller.of("bearer", "https://two", "ada"), "clerks"))
                .isEqualTo("403 forbidden (role-missing)");
        assertThat(asked(Caller.of("bearer", "ada"), "clerks")).isEqualTo("403 forbidden (role-missing)");
        assertThat(asked(signing("clerk"), "clerks")).isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void aCertificateIsKnownByItsName() {
        assertThat(asked(Caller.of("certificate", "dns:batch.example"), "clerks"))
                .isEqualTo("proceeds");
        assertThat(asked(Caller.of("certificate", "dns:batch.example.evil"), "clerks"))
                .isEqualTo("403 forbidden (role-missing)");
        assertThat(asked(Caller.of("signing", "dns:batch.example"), "clerks"))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void onlyTheNamesOfTheDocumentAreAskedOfTheServer() {
        List<String> asked = new ArrayList<>();
        ContainerCaller server = new ContainerCaller() {
            @Override
            public String name() {
                return "ada";
            }

            @Override
            public boolean isInRole(String role) {
                asked.add(role);
                return role.equals("ORDER_CLERK");
            }
        };
        RequestView request = RequestView.get("/x")
                .withEndpoint(method(Orders.class, "clerks"))
                .withPeer(new Peer() {
                    @Override
                    public Optional<ContainerCaller> containerCaller() {
                        return Optional.of(server);
                    }
                });
        assertThat(on(rbac, Caller.of("container", "ada"), request)).isEqualTo("proceeds");
        assertThat(asked).containsExactlyInAnyOrder("ORDER_CLERK", "clerk");
        assertThat(on(rbac, signing("ada"), request)).isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void aRoleThatWasGivenIsNotTakenForOneOfTheServer() {
        Caller found = yaml(POLICY)
                .access(Caller.of("container", "ada").withRoles(Set.of("ORDER_CLERK")))
                .caller();
        assertThat(found.roles()).containsExactlyInAnyOrder("clerk", "viewer");
        assertThat(asked(found, "clerks")).isEqualTo("proceeds");
        assertThat(asked(found, "payers")).isEqualTo("403 forbidden (role-missing)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://one | realm.roles | boss    | clerks  | proceeds
            https://one | realm.roles | clerk   | clerks  | 403 forbidden (role-missing)
            https://one | realm.roles | viewer  | viewers | proceeds
            https://one | roles       | viewer  | viewers | 403 forbidden (role-missing)
            https://one | realm.roles | unheard | viewers | 403 forbidden (role-missing)
            https://two | roles       | clerk   | clerks  | proceeds
            https://two | roles       | unheard | viewers | 401 token-refused (roles-unmapped)
            https://two | roles       | unheard | open    | 401 token-refused (roles-unmapped)
            https://two | roles       | **      | viewers | 403 forbidden (role-missing)
            https://two | roles       | *       | viewers | 403 forbidden (role-missing)
            https://two | roles       | ''      | viewers | 403 forbidden (role-missing)
            https://six | roles       | viewer  | viewers | 403 forbidden (role-missing)
            """)
    void statedRolesCountPerIssuer(String issuer, String claim, String role, String name, String expected) {
        assertThat(asked(of(issuer, "s", claim, List.of(role)), name)).isEqualTo(expected);
    }

    @Test
    void moreRolesThanAnybodyNeedsAreRefused() {
        List<String> most = Collections.nCopies(1_000, "viewer");
        List<String> more = Collections.nCopies(1_001, "viewer");
        assertThat(asked(of("https://one", "s", "realm.roles", most), "viewers"))
                .isEqualTo("proceeds");
        assertThat(asked(of("https://one", "s", "realm.roles", more), "viewers"))
                .isEqualTo("401 token-refused (roles-limit)");
        List<String> longest = List.of("viewer", "x".repeat(128));
        List<String> longer = List.of("viewer", "x".repeat(129));
        assertThat(asked(of("https://one", "s", "realm.roles", longest), "viewers"))
                .isEqualTo("proceeds");
        assertThat(asked(of("https://one", "s", "realm.roles", longer), "viewers"))
                .isEqualTo("401 token-refused (roles-limit)");
    }

    @Test
    void aCallerThatIsHandedOutAgainIsKnownAndAnEqualOneIsNot() {
        Caller strong = of("https://one", "s", "realm.roles", List.of("boss"));
        Caller weak = of("https://one", "s", "realm.roles", List.of());
        for (int i = 0; i < 3; i++) {
            assertThat(asked(strong, "clerks")).isEqualTo("proceeds");
            assertThat(asked(weak, "clerks")).isEqualTo("403 forbidden (role-missing)");
        }
    }

    private Rbac activating(String... names) {
        return rbac.activation((caller, request) -> Set.of(names));
    }

    @Test
    void aDroppedRoleDoesNotCountAndLiftsADynamicSeparation() {
        assertThat(on(rbac, signing("hats"), method(Orders.class, "payers")))
                .isEqualTo("403 forbidden (separation-dynamic)");
        assertThat(on(activating("payer"), signing("hats"), method(Orders.class, "payers")))
                .isEqualTo("proceeds");
        assertThat(on(activating("approver"), signing("hats"), method(Orders.class, "payers")))
                .isEqualTo("403 forbidden (role-missing)");
        assertThat(on(activating(), signing("hats"), method(Orders.class, "payers")))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void theFirstRoleOfTheDocumentCanBeChosenToo() {
        assertThat(on(activating("viewer"), signing("admin"), method(Orders.class, "viewers")))
                .isEqualTo("proceeds");
    }

    @Test
    void anActivationIsAskedAnewForACallerThatIsHandedOutAgain() {
        List<Set<String>> next = new ArrayList<>(List.of(Set.of("clerk"), Set.of(), Set.of("clerk")));
        Rbac choosing = rbac.activation((caller, request) -> next.remove(0));
        Caller boss = of("https://one", "s", "realm.roles", List.of("boss"));
        assertThat(on(choosing, boss, method(Orders.class, "clerks"))).isEqualTo("proceeds");
        assertThat(on(choosing, boss, method(Orders.class, "clerks"))).isEqualTo("403 forbidden (role-missing)");
        assertThat(on(choosing, boss, method(Orders.class, "clerks"))).isEqualTo("proceeds");
    }

    @Test
    void droppingARoleDoesNotDropItsProhibitions() {
        assertThat(on(activating("payer"), signing("both"), method(Orders.class, "pay")))
                .isEqualTo("403 forbidden (permission-denied)");
        assertThat(on(activating("payer"), signing("hats"), method(Orders.class, "pay")))
                .isEqualTo("proceeds");
    }

    @Test
    void whatNobodyGrantedIsMissingAndNotTakenAway() {
        assertThat(on(rbac, signing("alien"), method(Orders.class, "pay")))
                .isEqualTo("403 forbidden (permission-missing)");
    }

    @Test
    void whoBreaksASeparationMayDoNothingInCodeEither() {
        Access access = rbac.access(signing("hats"));
        assertThat(access.permits(Permission.of("payment:create"))).isFalse();
        assertThat(access.caller().roles()).isEmpty();
        assertThat(activating("payer").access(signing("hats")).permits(Permission.of("payment:create")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"clerk", "unheard"})
    void anActivationThatWidensIsAFault(String name) {
        assertThat(on(activating("payer", name), signing("hats"), method(Orders.class, "payers")))
                .isEqualTo("500 internal-error (activation-widened)");
        assertThat(activating("payer", name).access(signing("hats")).permits(Permission.of("payment:create")))
                .isFalse();
    }

    @Test
    void anActivationSeesAllRolesAndOnlyTheActiveOnesGoOn() {
        Rbac chosen = rbac.activation((caller, request) -> {
            assertThat(caller.roles()).containsExactlyInAnyOrder("payer", "approver");
            return Set.of("payer");
        });
        Caller admitted = Decided.verdict(
                        chosen, signing("hats"), RequestView.get("/x").withEndpoint(method(Orders.class, "payers")))
                .request()
                .caller();
        assertThat(admitted.roles()).containsExactly("payer");
    }

    @Test
    void theFirstDecisionOfARequestHoldsForTheNext() throws Exception {
        List<String> asked = new ArrayList<>();
        Rbac chosen = rbac.activation((caller, request) -> {
            asked.add("once");
            return Set.of("payer");
        });
        RequestView request = RequestView.get("/x")
                .withEndpoint(method(Orders.class, "payers"))
                .withCaller(signing("hats"));
        Decision.Proceed first = (Decision.Proceed) chosen.policies().get(0).decide(request);
        assertThat(chosen.policies().get(0).decide(first.request().orElseThrow()))
                .isSameAs(Decision.proceed());
        assertThat(asked).hasSize(1);
    }

    @Test
    void aRuleWithConditionsPassesAKnownCallerOnUnchangedToo() throws Exception {
        io.gapura.filters.Policy access = rbac.policies().get(0);
        RequestView request = RequestView.get("/x")
                .withEndpoint(method(Orders.class, "scoped"))
                .withCaller(Caller.of("bearer", "https://one", "ada").withScopes(Set.of("pay")));
        Decision.Proceed first = (Decision.Proceed) access.decide(request);
        assertThat(access.decide(first.request().orElseThrow())).isSameAs(Decision.proceed());
    }
}
