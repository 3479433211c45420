package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Lint.Code;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyLintsTest {
    private static final String ASSIGNED = "claims: [ { mechanism: people, roles: { same-name: [ %s ] } } ]\n";

    private static List<String> lints(String text) {
        return PolicyExample.read("version: 1\n" + text).lints().stream()
                .map(Lint::toString)
                .toList();
    }

    private static List<String> lints(Code code, String text) {
        return lints(text).stream()
                .filter(line -> line.contains(" " + code.word() + " "))
                .toList();
    }

    @Test
    void aDocumentOfUsedRolesHasNone() {
        assertThat(lints("roles: { a: { grants: [ \"x:y\" ] }, b: { includes: [ a ], grants: [ \"x:z\" ] } }\n"
                        + ASSIGNED.formatted("b")))
                .isEmpty();
    }

    @Test
    void aRoleThatNobodyCanGetIsNamedWithItsPlace() {
        assertThat(lints(
                        Code.ROLE_UNUSED,
                        "roles: { a: { grants: [ \"x:y\" ] }, b: { grants: [ \"x:z\" ] } }\n"
                                + "assignments: { signing: { eve: { roles: [ b ] } } }\n"))
                .containsExactly("p.yaml:2:10 role-unused no assignment and no claim leads to a");
    }

    @Test
    void aRoleIsReachedThroughASeniorAMapAndAnAssignment() {
        assertThat(lints(
                        Code.ROLE_UNUSED,
                        "roles: { a: {}, b: { includes: [ a ] }, c: {}, d: {} }\n"
                                + "assignments: { signing: { eve: { roles: [ b ] } } }\n"
                                + "claims: [ { mechanism: people, roles: { map: { x: c }, same-name: [ d ] } } ]\n"))
                .isEmpty();
    }

    @Test
    void aRoleWithoutGrantsIsNoneThatADenialOrARuleNames() {
        String roles = "roles: { a: { grants: [ \"x:y\" ] }, b: {}, c: {}, d: {}, e: { includes: [ a ] } }\n"
                + ASSIGNED.formatted("a, b, c, d, e");
        assertThat(lints(
                        Code.ROLE_WITHOUT_GRANTS,
                        roles + "deny: [ { role: b, permissions: [ \"x:y\" ] } ]\n"
                                + "paths: [ { path: /c, require: { roles: [ c ] } } ]\n"))
                .containsExactly("p.yaml:2:50 role-without-grants d is granted nothing, and no rule here asks for it");
    }

    @Test
    void whereNoRoleIsGrantedAnythingNoneLacksIt() {
        assertThat(lints(Code.ROLE_WITHOUT_GRANTS, "roles: { a: {}, b: {} }\n")).isEmpty();
    }

    @Test
    void rolesThatHoldTheSameAreEqualHoweverTheyComeByIt() {
        assertThat(lints(
                        Code.ROLES_EQUAL,
                        "roles: { a: { grants: [ \"x:y\", \"x:z\" ] }, b: { grants: [ \"x:z\", \"x:y\" ] },"
                                + " c: { includes: [ a ] }, d: { grants: [ \"x:z\" ] }, e: {}, f: {} }\n"))
                .containsExactly(
                        "p.yaml:2:43 roles-equal b holds what a holds", "p.yaml:2:76 roles-equal c holds what a holds");
    }

    @Test
    void rolesThatDifferInWhatTheyAreDeniedAreNotEqual() {
        assertThat(lints(
                        Code.ROLES_EQUAL,
                        "roles: { a: { grants: [ \"x:**\" ] }, b: { grants: [ \"x:**\" ] } }\n"
                                + "deny: [ { role: b, permissions: [ \"x:y\" ] } ]\n"))
                .isEmpty();
    }

    @Test
    void anInclusionThatAnotherOneBringsAlongIsRedundant() {
        assertThat(lints(
                        Code.INCLUDE_REDUNDANT,
                        "roles: { a: {}, b: { includes: [ a ] }, c: { includes: [ b ] },"
                                + " d: { includes: [ a, c ] } }\n"))
                .containsExactly("p.yaml:2:82 include-redundant another role that is included here includes a");
    }

    @Test
    void sixLevelsAreQuietAndSevenAreNot() {
        assertThat(lints(Code.DEPTH_OVER_6, chain(6))).isEmpty();
        assertThat(lints(Code.DEPTH_OVER_6, chain(7)))
                .containsExactly("p.yaml:3:3 depth-over-6 includes more than 6 levels of roles");
        assertThat(lints(Code.DEPTH_OVER_6, chain(9))).hasSize(1);
    }

    private static String chain(int roles) {
        return "roles:\n"
                + IntStream.rangeClosed(1, roles)
                        .mapToObj(i -> "  r" + i + ": { includes: [ " + (i == roles ? "" : "r" + (i + 1)) + " ] }\n")
                        .collect(Collectors.joining());
    }

    @Test
    void whoeverIsGrantedEverythingIsNamed() {
        assertThat(lints(Code.GRANT_EVERYTHING, "roles: { a: { grants: [ \"**\", \"*:**\", \"*:*\", \"x:**\" ] } }\n"))
                .containsExactly(
                        "p.yaml:2:25 grant-everything a is granted every permission, also those to come",
                        "p.yaml:2:31 grant-everything a is granted every permission, also those to come");
    }

    @Test
    void aScopeThatKeepsNothingOrNoRoleIsNamed() {
        assertThat(lints("roles: { a: { grants: [ \"x:y\" ] } }\n" + ASSIGNED.formatted("a")
                        + "scopes:\n  none: {}\n  other: { permissions: [ \"z:*\" ] }\n"
                        + "  some: { permissions: [ \"x:*\" ] }\n  all: { roles: [ a ] }\n"))
                .containsExactly(
                        "p.yaml:5:3 scope-unused a token with this scope keeps nothing",
                        "p.yaml:6:3 scope-unused a token with this scope keeps nothing",
                        "p.yaml:7:3 scope-without-roles a token with this scope keeps no role");
    }

    @Test
    void aDynamicSetAsksForAnActivationAndAStaticOneDoesNot() {
        String set = "[ { name: x, roles: [ a, b ], max: 1 } ]";
        String roles = "roles: { a: {}, b: {} }\n";
        assertThat(lints(Code.DYNAMIC_WITHOUT_ACTIVATION, roles + "separation: { dynamic: " + set + " }\n"))
                .containsExactly("p.yaml:3:34 dynamic-without-activation"
                        + " without a RoleActivation whoever holds more than 1 of these is refused");
        assertThat(lints(Code.DYNAMIC_WITHOUT_ACTIVATION, roles + "separation: { static: " + set + " }\n"))
                .isEmpty();
    }

    @Test
    void aPathRuleThatOthersCoverIsDead() {
        String rest = "paths:\n  - { path: \"/a/**\", deny: true }\n";
        assertThat(lints(
                        Code.PATH_RULE_DEAD,
                        rest + "  - { path: /a, deny: true }\n  - { path: \"/a/{x}/**\", deny: true }\n"))
                .containsExactly(
                        "p.yaml:3:13 path-rule-dead more specific rules match every path that this one matches");
        assertThat(lints(Code.PATH_RULE_DEAD, rest + "  - { path: \"/a/{x}/**\", deny: true }\n"))
                .isEmpty();
        assertThat(lints(
                        Code.PATH_RULE_DEAD,
                        rest + "  - { path: /a, deny: true }\n  - { path: \"/a/{x}\", deny: true }\n"))
                .isEmpty();
    }

    @Test
    void aPermissionThatNothingAsksForIsNamedOnceTheAnnotationsAreKnown() {
        PolicyDocument document = PolicyExample.read("version: 1\npermissions: [ \"a:b\" ]\n"
                + "roles: { r: { grants: [ \"a:b\", \"c:d\", \"e:f\", \"g:h\", \"g:*\", \"i:j:k\" ] } }\n"
                + "paths: [ { path: /c, require: { permissions: [ \"c:d\" ] } } ]\n");
        assertThat(PolicyLints.unchecked(document, Set.of("e:f")))
                .extracting(Lint::toString)
                .containsExactly("p.yaml:3:46 permission-unchecked nothing asks for g:h");
    }

    @Test
    void aLintCanBeRaisedToAnErrorAndTheUnusualOneIsShownOnlyThen() {
        List<Lint> lints = PolicyExample.read(
                        "version: 1\nroles: { a: {}, b: {}, c: { includes: [ a, b ] } }\n" + ASSIGNED.formatted("c"))
                .lints();
        assertThat(lints).extracting(Lint::code).containsExactly(Code.LIMITED_HIERARCHY);
        assertThat(Lint.raised(lints, Set.of())).isEmpty();
        assertThat(Lint.raised(lints, Set.of(Code.ROLE_UNUSED))).isEmpty();
        assertThatThrownBy(() -> Lint.raised(lints, Set.of(Code.LIMITED_HIERARCHY)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("p.yaml:2:24 limited-hierarchy includes more than one role");
    }

    @Test
    void usualLintsAreShownWhenTheyAreNotRaised() {
        List<Lint> lints = PolicyExample.read("version: 1\nroles: { a: {} }\n").lints();
        assertThat(Lint.raised(lints, Set.of())).isEqualTo(lints).hasSize(1);
    }

    @Test
    void codesAreWrittenAsThePageWritesThem() {
        assertThat(Code.values()).extracting(Code::word).contains("role-unused", "depth-over-6", "object-unchecked");
    }
}
