package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.rbac.AccessMatrix.Cell;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAdministrationTest {
    private static final Permission WRITE = Permission.of("policy:write");
    private static final String KEPT = """
            version: 1
            permissions: [ "policy:write" ]
            roles:
              clerk: {}
              manager: {}
              admin: { grants: [ "policy:write" ] }
            assignments:
              signing:
                ann: { roles: [ admin ] }
                bob: { roles: [ clerk ] }
            """;
    private static final String WIDER = KEPT.replace("clerk: {}", "clerk: { includes: [ manager ] }");
    private static final String WITHOUT_ANN = KEPT.replace("ann: { roles: [ admin ] }", "ann: { roles: [ clerk ] }");

    private final Recording audit = new Recording();
    private final Kept store = new Kept();
    private Rbac rbac = Rbac.of(store);
    private Deployment deployment = running(rbac);
    private PolicyAdministration administration = PolicyAdministration.of(store, deployment, WRITE);

    /** In memory; can be told to be away. */
    private static final class Kept implements PolicyStore {
        private final List<Stored> versions = new ArrayList<>(List.of(new Stored("1", KEPT, "first")));
        private @Nullable String away;

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Stored load() {
            return versions.get(versions.size() - 1);
        }

        @Override
        public Optional<String> replace(String expected, String text, String reason) {
            if (away != null) {
                throw ConfigurationException.of(away);
            }
            if (!expected.equals(load().version())) {
                return Optional.empty();
            }
            String version = Integer.toString(versions.size() + 1);
            versions.add(new Stored(version, text, reason));
            return Optional.of(version);
        }
    }

    public static class Orders {
        @RolesAllowed("manager")
        public void approve() {}
    }

    private static final Endpoint APPROVE = Decided.method(Orders.class, "approve");

    private Deployment running(Rbac rules) {
        Deployment made =
                audit.deployment(Pipeline.builder().addAll(rules.policies()).build());
        made.cover(APPROVE);
        return made;
    }

    private Access ann() {
        return rbac.access(Decided.signing("ann"));
    }

    private AuditEvent last() {
        List<AuditEvent> all = audit.all();
        return all.get(all.size() - 1);
    }

    @Test
    void aDryRunSaysWhatWouldOpenAndWritesNothing() {
        PolicyChange change = administration.dryRun(WIDER.replace("  manager: {}", "  manager: {}\n  spare: {}"));
        assertThat(change.isSound()).isTrue();
        assertThat(change.diff().orElseThrow().opened())
                .containsExactly(new MatrixDiff.Change(APPROVE.id(), "clerk", Cell.NO, Cell.YES));
        assertThat(change.lints()).extracting(Lint::code).contains(Lint.Code.ROLE_UNUSED);
        assertThat(change.administrators()).containsExactly("signing ann");
        assertThat(change.replaces()).isEqualTo("1");
        assertThat(change.toString())
                .contains("opened  " + APPROVE.id() + " for clerk")
                .contains("role-unused")
                .contains("signing ann");
        assertThat(store.versions).hasSize(1);
        assertThat(audit.all()).isEmpty();
    }

    @Test
    void aChangeIsWrittenWithWhoAndWhyAndLeavesAnEvent() throws AuditUnavailableException {
        PolicyChange change = administration.dryRun(WIDER);
        assertThat(administration.apply(change, ann(), "ticket 4711")).contains("2");
        assertThat(store.load().text()).isEqualTo(WIDER);
        assertThat(store.load().reason()).isEqualTo("signing:ann: ticket 4711");
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_WRITTEN);
        assertThat(last().facts())
                .containsEntry("policy", "rbac")
                .containsEntry("source", "memory")
                .containsEntry("by", "signing:ann")
                .containsEntry("reason", "ticket 4711")
                .containsEntry("before", "1")
                .containsEntry("after", "2")
                .containsEntry("digest", change.digest())
                .containsEntry("opened", "1")
                .containsEntry("closed", "0")
                .containsKey("opened_cells")
                .doesNotContainKeys("problem", "issuer");
    }

    @Test
    void whoeverSawAnOlderVersionWritesNothingAndTheLogSaysSo() throws AuditUnavailableException {
        PolicyChange change = administration.dryRun(WIDER);
        store.replace("1", KEPT + "# newer\n", "somebody else");
        assertThat(administration.apply(change, ann(), "late")).isEmpty();
        assertThat(store.versions).hasSize(2);
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_UNWRITTEN);
        assertThat(last().facts())
                .containsEntry("problem", "another version is kept by now")
                .doesNotContainKey("after");
    }

    @Test
    void aChangeThatLeavesNobodyWhoMayAdministerIsRefused() {
        PolicyChange change = administration.dryRun(WITHOUT_ANN);
        assertThat(change.isSound()).isFalse();
        assertThat(change.problems())
                .containsExactly("last-administrator nobody would be granted policy:write any more");
        assertThatThrownBy(() -> administration.apply(change, ann(), "off with them"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("last-administrator");
        assertThat(store.versions).hasSize(1);
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_UNWRITTEN);
        assertThat(last().facts().get("problem")).contains("last-administrator");
    }

    /** What takes the permission from the last one, whatever it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deny: [ { role: admin, permissions: [ \"policy:write\" ] } ]",
                "separation: { dynamic: [ { name: one-hat, roles: [ admin, manager ], max: 1 } ] }"
            })
    void aDenialOrASeparationCountsAsWell(String more) {
        String both = KEPT.replace("ann: { roles: [ admin ] }", "ann: { roles: [ admin, manager ] }");
        assertThat(administration.dryRun(both).isSound()).isTrue();
        PolicyChange change = administration.dryRun(both + more + "\n");
        assertThat(change.administrators()).isEmpty();
        assertThat(change.problems()).singleElement().asString().startsWith("last-administrator");
    }

    /** Where the application chooses what is active, a caller may drop the other hat. */
    @Test
    void whoMayDropARoleStaysAnAdministrator() {
        rbac = Rbac.of(store).activation((caller, request) -> Set.of());
        administration = PolicyAdministration.of(store, running(rbac), WRITE);
        String both = KEPT.replace("ann: { roles: [ admin ] }", "ann: { roles: [ admin, manager ] }")
                + "separation: { dynamic: [ { name: one-hat, roles: [ admin, manager ], max: 1 } ] }\n";
        assertThat(administration.dryRun(both).administrators()).containsExactly("signing ann");
    }

    @Test
    void anIssuerWhoseClaimLeadsToTheRoleCountsAndIsSaid() {
        String claimed = WITHOUT_ANN + """
                claims:
                  - issuer: "https://idp.example"
                    roles: { claim: roles, map: { boss: admin } }
                  - issuer: "https://other.example"
                    roles: { claim: roles, same-name: [ clerk ] }
                """;
        PolicyChange change = administration.dryRun(claimed);
        assertThat(change.administrators()).containsExactly("whoever claims it of https://idp.example");
        assertThat(change.isSound()).isTrue();
    }

    @Test
    void whatCannotBeLoadedIsSaidLineByLine() {
        PolicyChange change = administration.dryRun("version: 1\nroles: { a: { includes: [ b, c ] } }\n");
        assertThat(change.problems())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("next:2:").contains("unknown-role"));
        assertThat(change.diff()).isEmpty();
    }

    @Test
    void whatAnEndpointAsksForMustStayDeclared() {
        assertThat(administration
                        .dryRun(KEPT.replace("manager: {}", "boss: {}"))
                        .problems())
                .singleElement()
                .asString()
                .contains("unknown-role manager");
    }

    @Test
    void whatAReloadWouldRefuseIsAProblem() {
        rbac = Rbac.of(store).raising(Set.of(Lint.Code.GRANT_EVERYTHING));
        administration = PolicyAdministration.of(store, running(rbac), WRITE);
        assertThat(administration
                        .dryRun(KEPT.replace("manager: {}", "manager: { grants: [ \"**\" ] }"))
                        .problems())
                .singleElement()
                .asString()
                .contains("grant-everything");
        assertThat(administration.dryRun(WIDER).isSound()).isTrue();
    }

    /** Path rules have no place in a pipeline that began without them; the next start gives them one. */
    @Test
    void pathRulesMayComeWithTheNextStart() {
        assertThat(administration
                        .dryRun(KEPT + "paths: [ { path: \"/a\", deny: true } ]\n")
                        .isSound())
                .isTrue();
    }

    @Test
    void whatIsKeptAndNotSoundIsComparedAsWhatDecides() {
        store.versions.add(new PolicyStore.Stored("2", "version: 2\n", "a slip"));
        PolicyChange change = administration.dryRun(WIDER);
        assertThat(change.isSound()).isTrue();
        assertThat(change.replaces()).isEqualTo("2");
        assertThat(change.diff().orElseThrow().opened()).hasSize(1);
    }

    @Test
    void whoMayNotAdministerChangesNothing() {
        PolicyChange change = administration.dryRun(WIDER);
        Access bob = rbac.access(Decided.signing("bob"));
        assertThatThrownBy(() -> administration.apply(change, bob, "I want to"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> administration.apply(change, Access.of(Caller.anonymous()), "me too"))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(store.versions).hasSize(1);
    }

    @Test
    void aReasonHasOneTo500Characters() throws AuditUnavailableException {
        PolicyChange change = administration.dryRun(WIDER);
        for (String reason : List.of("", " ", "r".repeat(501), "two\nlines", "an escape \u001b[2J")) {
            assertThatIllegalArgumentException().isThrownBy(() -> administration.apply(change, ann(), reason));
        }
        assertThat(store.versions).hasSize(1);
        assertThat(administration.apply(change, ann(), "r".repeat(500))).contains("2");
    }

    @Test
    void withoutAnAuditLogNothingIsWritten() {
        PolicyChange change = administration.dryRun(WIDER);
        audit.breakDown();
        assertThatThrownBy(() -> administration.apply(change, ann(), "unseen"))
                .isInstanceOf(AuditUnavailableException.class);
        assertThat(store.versions).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsSaidAndAudited() {
        PolicyChange change = administration.dryRun(WIDER);
        store.away = "memory cannot be reached";
        assertThatThrownBy(() -> administration.apply(change, ann(), "now"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("memory cannot be reached");
        assertThat(last().kind()).isEqualTo(AuditEvent.Kind.POLICY_UNWRITTEN);
        assertThat(last().facts()).containsEntry("problem", "memory cannot be reached");
    }

    @Test
    void anApplicationWithoutAccessRulesHasNothingToAdminister() {
        Deployment none = audit.deployment(Pipeline.builder().build());
        assertThatIllegalStateException().isThrownBy(() -> PolicyAdministration.of(store, none, WRITE));
    }
}
