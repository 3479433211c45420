package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The administrative commands of INCITS 359, and what each of them refuses. */
class RoleModelTest {
    private static final CallerId EVE = new CallerId.Proven(Word.of("signing"), Word.of("eve"));
    private static final CallerId BOB = new CallerId.Subject(Word.of("https://idp"), Word.of("bob"));

    /** boss includes clerk; eve is boss; clerk and auditor are kept apart, payer and approver while active. */
    private static final RoleModel MODEL = RoleModel.empty()
            .addRole("clerk")
            .addRole("auditor")
            .addRole("payer")
            .addRole("approver")
            .grantPermission("clerk", "order:read")
            .addAscendant("boss", "clerk")
            .grantPermission("boss", "order:approve")
            .addUser(EVE)
            .assignUser(EVE, "boss")
            .createSsdSet("checked", List.of("clerk", "auditor"), 2)
            .createDsdSet("one-hat", List.of("payer", "approver"), 2);

    private static PolicyReview review(RoleModel model) {
        return PolicyReview.of(model.document());
    }

    @Test
    void aModelOfCommandsIsTheDocumentThatSaysTheSame() {
        assertThat(MODEL.document()).isEqualTo(PolicyExample.read("""
                version: 1
                roles:
                  clerk: { grants: [ "order:read" ] }
                  auditor: {}
                  payer: {}
                  approver: {}
                  boss: { includes: [ clerk ], grants: [ "order:approve" ] }
                separation:
                  static: [ { name: checked, roles: [ clerk, auditor ], max: 1 } ]
                  dynamic: [ { name: one-hat, roles: [ payer, approver ], max: 1 } ]
                assignments: { signing: { eve: { roles: [ boss ] } } }
                """));
    }

    @Test
    void aCommandChangesItsResultAndNotTheModel() {
        RoleModel changed = MODEL.addRole("extra");
        assertThat(review(changed).roles()).contains("extra");
        assertThat(review(MODEL).roles()).doesNotContain("extra");
    }

    @Test
    void usersComeHoldAndGo() {
        RoleModel added = MODEL.addUser(BOB);
        assertThat(review(added).assignedRoles(BOB)).isEmpty();
        RoleModel assigned = added.assignUser(BOB, "payer").assignUser(BOB, "clerk");
        assertThat(review(assigned).assignedRoles(BOB)).containsExactly("clerk", "payer");
        assertThat(review(assigned.deassignUser(BOB, "payer")).assignedRoles(BOB))
                .containsExactly("clerk");
        RoleModel gone = assigned.deleteUser(BOB);
        assertThat(gone).extracting(RoleModel::document).isEqualTo(MODEL.document());
    }

    @Test
    void aPermissionIsGrantedAndRevoked() {
        RoleModel granted = MODEL.grantPermission("clerk", "order:create");
        assertThat(review(granted).rolePermissions("boss"))
                .extracting(Permission::text)
                .containsExactly("order:approve", "order:create", "order:read");
        assertThat(granted.revokePermission("clerk", "order:create").document()).isEqualTo(MODEL.document());
    }

    @Test
    void inheritanceIsAddedAndDeleted() {
        RoleModel more = MODEL.addInheritance("boss", "payer").addDescendant("payer", "teller");
        assertThat(review(more).authorizedRoles(EVE)).containsExactly("boss", "clerk", "payer", "teller");
        assertThat(review(more.deleteInheritance("boss", "payer")).authorizedRoles(EVE))
                .containsExactly("boss", "clerk");
    }

    @Test
    void setsAreChangedAndDeleted() {
        RoleModel wider = MODEL.addSsdRoleMember("checked", "payer").setSsdSetCardinality("checked", 3);
        assertThat(review(wider).separationSets().get(0))
                .isEqualTo(new PolicyDocument.Separation(
                        false, Word.of("checked"), Word.all(List.of("clerk", "auditor", "payer")), 2));
        assertThat(wider.setSsdSetCardinality("checked", 2)
                        .deleteSsdRoleMember("checked", "payer")
                        .document())
                .isEqualTo(MODEL.document());
        RoleModel dynamic = MODEL.addDsdRoleMember("one-hat", "clerk").setDsdSetCardinality("one-hat", 3);
        assertThat(dynamic.setDsdSetCardinality("one-hat", 2)
                        .deleteDsdRoleMember("one-hat", "clerk")
                        .document())
                .isEqualTo(MODEL.document());
        assertThat(review(MODEL.deleteSsdSet("checked").deleteDsdSet("one-hat")).separationSets())
                .isEmpty();
    }

    @Test
    void aDeletedRoleIsHeldByNobodyAndIncludedByNoRole() {
        RoleModel stated = RoleModel.of(MODEL.deleteSsdSet("checked")
                .accept("people", "clerk", "payer")
                .denies("clerk", "order:approve")
                .document()
                .withScopes(List.of(new PolicyDocument.Scope(Word.of("s"), Word.all(List.of("clerk")), List.of()))));
        PolicyDocument left =
                stated.assignUser(EVE, "clerk").deleteRole("clerk").document();
        assertThat(left.roles()).extracting(role -> role.name().text()).doesNotContain("clerk");
        assertThat(PolicyReview.of(left).authorizedRoles(EVE)).containsExactly("boss");
        assertThat(left.denials()).isEmpty();
        assertThat(left.scopes().get(0).roles()).isEmpty();
        assertThat(left.claims().get(0).roles().orElseThrow().sameName()).containsExactly(Word.of("payer"));
    }

    @Test
    void aRoleThatARuleAsksForIsNotDeletedBecauseTheRuleWouldOpen() {
        Admission only = new Admission.Required(
                Word.all(List.of("payer")),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        RoleModel guarded = RoleModel.of(MODEL.deleteDsdSet("one-hat")
                .document()
                .withPaths(List.of(new PathEntry(Word.of("/pay"), List.of(), only))));
        assertThatThrownBy(() -> guarded.deleteRole("payer"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown-role payer");
    }

    @Test
    void aCallerOfSeveralTenantsIsNotChangedByHalf() {
        RoleModel two = RoleModel.of(PolicyExample.read("""
                version: 1
                roles: { a: {} }
                assignments:
                  subjects:
                    - { issuer: "https://idp", subject: bob, roles: [], tenant: one }
                    - { issuer: "https://idp", subject: bob, roles: [], tenant: two }
                """));
        assertThatThrownBy(() -> two.assignUser(BOB, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several tenants");
        assertThat(two.deleteUser(BOB).document().assignments()).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                command("cycle clerk → boss → clerk", model -> model.addInheritance("clerk", "boss")),
                command("cycle boss → boss", model -> model.addInheritance("boss", "boss")),
                command("duplicate clerk", model -> model.addInheritance("boss", "clerk")),
                command("separation-broken includes too many", model -> model.addInheritance("auditor", "clerk")),
                command("separation-broken includes too many", model -> model.addInheritance("boss", "auditor")),
                command("separation-broken includes too many", model -> model.addInheritance("clerk", "auditor")),
                command("separation-broken holds too many", model -> model.assignUser(EVE, "auditor")),
                command("unknown-role nobody", model -> model.assignUser(EVE, "nobody")),
                command("duplicate boss", model -> model.assignUser(EVE, "boss")),
                command("duplicate this role", model -> model.addRole("clerk")),
                command("reserved-name", model -> model.addRole("**")),
                command("bad-permission", model -> model.grantPermission("clerk", "order")),
                command("duplicate order:read", model -> model.grantPermission("clerk", "order:read")),
                command("unknown-role auditor", model -> model.deleteRole("auditor")),
                command("bad-value max", model -> model.createSsdSet("x", List.of("clerk", "payer"), 1)),
                command("bad-value max", model -> model.createSsdSet("x", List.of("clerk", "payer"), 3)),
                command(
                        "duplicate two separations",
                        model -> model.createDsdSet("checked", List.of("boss", "payer"), 2)),
                command("separation-broken", model -> model.createSsdSet("x", List.of("boss", "clerk"), 2)),
                command("separation-broken", model -> model.addSsdRoleMember("checked", "boss")),
                command("bad-value max", model -> model.deleteSsdRoleMember("checked", "clerk")),
                command("bad-value max", model -> model.deleteDsdRoleMember("one-hat", "payer")),
                command("bad-value max", model -> model.setSsdSetCardinality("checked", 3)),
                command("bad-value max", model -> model.setDsdSetCardinality("one-hat", 1)));
    }

    private static Arguments command(String problem, UnaryOperator<RoleModel> command) {
        return Arguments.of(problem, command);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatWouldNotLoadIsRefused(String problem, UnaryOperator<RoleModel> command) {
        assertThatThrownBy(() -> command.apply(MODEL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    /** What a command gives is a model that goes on. */
    @Test
    void aCommandChangesWhatItNamesAndNothingElse() {
        RoleModel none = RoleModel.empty().role("a").role("b").role("c");
        assertThat(none.createSsdSet("x", List.of("a", "b"), 2).document().separations())
                .singleElement()
                .satisfies(set -> assertThat(set.dynamic() + " " + set.max()).isEqualTo("false 1"));
        assertThat(none.createDsdSet("x", List.of("a", "b", "c"), 3).document().separations())
                .singleElement()
                .satisfies(set -> assertThat(set.dynamic() + " " + set.max()).isEqualTo("true 2"));
        assertThat(none.addAscendant("boss", "a").document().toYaml()).contains("  boss: { includes: [ a ] }\n");
        assertThat(none.addDescendant("a", "junior").document().toYaml())
                .contains("  a: { includes: [ junior ] }\n", "  junior: {}\n");
    }

    static Stream<Arguments> absent() {
        return Stream.of(
                command("known already", model -> model.addUser(EVE)),
                command("know the caller", model -> model.deleteUser(BOB)),
                command("know the caller", model -> model.assignUser(BOB, "clerk")),
                command("assign the role", model -> model.deassignUser(EVE, "clerk")),
                command("declare the role", model -> model.deleteRole("nobody")),
                command("declare the role", model -> model.grantPermission("nobody", "a:b")),
                command("grant the permission", model -> model.revokePermission("boss", "order:read")),
                command("declare the role", model -> model.addInheritance("nobody", "clerk")),
                command("add the inheritance", model -> model.deleteInheritance("boss", "payer")),
                command("declare the role", model -> model.addDescendant("nobody", "new")),
                command("create the set", model -> model.addSsdRoleMember("one-hat", "clerk")),
                command("create the set", model -> model.addDsdRoleMember("checked", "clerk")),
                command("add the role", model -> model.deleteSsdRoleMember("checked", "boss")),
                command("create the set", model -> model.deleteSsdSet("one-hat")),
                command("create the set", model -> model.deleteDsdSet("checked")),
                command("create the set", model -> model.setSsdSetCardinality("one-hat", 2)));
    }

    @ParameterizedTest
    @MethodSource("absent")
    void whatIsNotThereIsNotChanged(String message, UnaryOperator<RoleModel> command) {
        assertThatThrownBy(() -> command.apply(MODEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
