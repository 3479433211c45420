package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.RolesAllowed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was decided before is decided again without a look, and is never decided otherwise. */
class VerdictsTest {
    private static final int OFTEN = 30;

    private static final String POLICY = """
            version: 1
            roles:
              viewer:   { grants: [ "order:read" ] }
              payer:    { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              external: { }
            deny: [ { role: external, permissions: [ "payment:**" ] } ]
            separation: { dynamic: [ { name: hats, roles: [ payer, approver ], max: 1 } ] }
            assignments:
              signing:
                ada:   { roles: [ viewer ], scopes: [ orders ], tenant: acme }
                bob:   { roles: [ viewer ], tenant: acme }
                payer: { roles: [ payer ] }
                alien: { roles: [ payer, external ] }
                hats:  { roles: [ payer, approver ] }
            claims:
              - { issuer: "https://idp.example", roles: { claim: roles, same-name: [ viewer ], unmapped: refuse } }
            """;

    private final Rbac rbac = yaml(POLICY);

    public static class Orders {
        @RolesAllowed("viewer")
        public void read() {}

        @RequiresPermission("payment:create")
        public void pay() {}

        @RolesAllowed("viewer")
        @RequiresScope("orders")
        public void scoped() {}
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ada   | read   | proceeds
            payer | read   | 403 forbidden (role-missing)
            payer | pay    | proceeds
            ada   | pay    | 403 forbidden (permission-missing)
            alien | pay    | 403 forbidden (permission-denied)
            hats  | pay    | 403 forbidden (separation-dynamic)
            hats  | read   | 403 forbidden (separation-dynamic)
            ada   | scoped | proceeds
            payer | scoped | 403 forbidden (role-missing)
            bob   | scoped | 403 insufficient-scope (scope-missing)
            """)
    void theHundredthAnswerIsTheFirst(String name, String called, String expected) {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(on(rbac, signing(name), method(Orders.class, called))).isEqualTo(expected);
        }
    }

    @Test
    void theNoteOfARefusalIsTheSameToo() {
        RequestView request = RequestView.get("/x").withEndpoint(method(Orders.class, "pay"));
        Set<String> notes = new TreeSet<>();
        for (int i = 0; i < OFTEN; i++) {
            notes.add(Decided.verdict(rbac, signing("alien"), request)
                    .rejection()
                    .orElseThrow()
                    .note()
                    .orElseThrow());
        }
        assertThat(notes).singleElement().asString().contains("payment:create");
    }

    /** What two callers share is what their roles give; that one of them is refused everywhere is its own. */
    @Test
    void whoIsRefusedEverywhereIsRefusedWhateverItsRolesWereDecided() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(on(rbac, Decided.bearer("viewer"), method(Orders.class, "read")))
                    .isEqualTo("proceeds");
            assertThat(on(rbac, Decided.bearer("viewer", "stranger"), method(Orders.class, "read")))
                    .isEqualTo("401 token-refused (roles-unmapped)");
        }
    }

    /** Two callers with one set of roles. */
    @Test
    void whatARuleAsksBeyondRolesIsAskedEachTime() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(on(rbac, signing("ada"), method(Orders.class, "scoped"))).isEqualTo("proceeds");
            assertThat(on(rbac, signing("bob"), method(Orders.class, "scoped")))
                    .isEqualTo("403 insufficient-scope (scope-missing)");
        }
    }

    @Test
    void nobodyIsDecidedOnByWhatSomebodyMay() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(on(rbac, signing("ada"), method(Orders.class, "read"))).isEqualTo("proceeds");
            assertThat(on(rbac, Caller.anonymous(), method(Orders.class, "read")))
                    .isEqualTo("401 authentication-required (anonymous)");
        }
    }

    private final Snapshot snapshot =
            LoadedPolicy.read("p.yaml", POLICY.getBytes(StandardCharsets.UTF_8)).snapshot();

    private Grants viewer() {
        return snapshot.grantsOf(snapshot.roles().find("viewer"));
    }

    @Test
    void rolesThatSeldomComeRememberNothing() {
        for (int i = 0; i < 7; i++) {
            viewer().remember(3, Decision.proceed());
        }
        assertThat(viewer().verdict(3)).isNull();
        viewer().remember(3, Decision.proceed());
        assertThat(viewer().verdict(3)).isSameAs(Decision.proceed());
        assertThat(viewer().verdict(2)).isNull();
        assertThat(viewer().verdict(4)).isNull();
    }

    @Test
    void aVerdictOfEachRuleIsRememberedAsFarAsThereIsRoom() {
        Decision[] said = new Decision[Grants.MOST_VERDICTS + 1];
        Grants grants = viewer();
        for (int turn = 0; turn < 10; turn++) {
            for (int rule = 0; rule < said.length; rule++) {
                said[rule] = Decision.reject(403, "forbidden", "rule-" + rule);
                grants.remember(rule, said[rule]);
            }
        }
        for (int rule = 0; rule < Grants.MOST_VERDICTS; rule++) {
            assertThat(grants.verdict(rule)).isSameAs(said[rule]);
        }
        assertThat(grants.verdict(Grants.MOST_VERDICTS)).isNull();
        assertThat(grants.verdict(-1)).isNull();
    }

    @Test
    void aRuleWithoutRoomForItsVerdictsDecidesLikeTheOthers() {
        for (int i = 0; i < Grants.MOST_VERDICTS; i++) {
            assertThat(snapshot.ruleNumber()).isEqualTo(i);
        }
        AccessRule asked = new AccessRule.Callers(new TreeSet<>(Set.of("viewer")), List.of());
        CompiledRule rule = Decided.compiler(snapshot).compile(asked, "here");
        Sessions sessions = new Sessions(snapshot, null);
        RequestView request = RequestView.get("/x");
        for (int i = 0; i < OFTEN; i++) {
            assertThat(sessions.decide(rule, request.withCaller(signing("ada"))))
                    .isInstanceOf(Decision.Proceed.class);
            assertThat(sessions.decide(rule, request.withCaller(signing("payer"))))
                    .isInstanceOf(Decision.Reject.class);
        }
    }

    @Test
    void aPathRuleRemembersWhatItsRolesDecide() {
        Rbac paths = yaml(POLICY + "paths: [ { path: \"/o/{id}\", require: { roles: [ viewer ] } } ]\n");
        for (int i = 0; i < OFTEN; i++) {
            RequestView request = RequestView.get("/o/" + i);
            assertThat(on(paths, signing("ada"), request)).isEqualTo("proceeds");
            assertThat(on(paths, signing("payer"), request)).isEqualTo("403 forbidden (role-missing)");
        }
    }

    @Test
    void whatADocumentOnlyDeclaresIsAnsweredInCode() {
        Rbac declaring = yaml("version: 1\npermissions: [ \"report:export\", \"report:drop\" ]\n"
                + "roles: { clerk: { grants: [ \"report:*\" ] } }\n"
                + "deny: [ { role: clerk, permissions: [ \"report:drop\" ] } ]\n"
                + "assignments: { signing: { clerk: { roles: [ clerk ] } } }\n");
        Access access = declaring.access(signing("clerk"));
        assertThat(access.permits(Permission.of("report:export"))).isTrue();
        assertThat(access.permits(Permission.of("report:drop"))).isFalse();
        assertThat(access.permits(Permission.of("report:other")))
                .as("undeclared")
                .isFalse();
        assertThat(Optional.of(declaring.access(signing("nobody")))
                        .filter(nobody -> nobody.permits(Permission.of("report:export"))))
                .isEmpty();
    }
}
