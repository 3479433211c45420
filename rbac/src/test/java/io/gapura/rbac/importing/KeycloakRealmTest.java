package io.gapura.rbac.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeycloakRealmTest {
    private static final String REALM = """
            {"realm": "acme", "enabled": true, "sslRequired": null,
             "roles": {
               "realm": [
                 {"name": "viewer"},
                 {"name": "manager", "composite": true,
                  "composites": {"realm": ["viewer"], "client": {"orders": ["approve"]}}},
                 {"name": "has space"}
               ],
               "client": {"orders": [{"name": "approve"}]}
             },
             "groups": [{"name": "sales", "realmRoles": ["viewer"], "clientRoles": {"orders": ["approve"]},
               "subGroups": [{"name": "leads", "realmRoles": ["manager"]}]}],
             "users": [{"username": "ann", "credentials": [{"value": "secret"}]}],
             "clients": [{"clientId": "orders", "secret": "hidden"}]}
            """;

    private static Imported read(String json) {
        return KeycloakRealm.read(json.getBytes(StandardCharsets.UTF_8), "https://idp.example/realms/acme");
    }

    private static List<String> includes(Imported imported, String name) {
        return imported.document().roles().stream()
                .filter(role -> role.name().text().equals(name))
                .map(Role::includes)
                .flatMap(List::stream)
                .map(Word::text)
                .toList();
    }

    @Test
    void compositesBecomeIncludedRoles() {
        Imported imported = read(REALM);
        assertThat(imported.document().roles())
                .extracting(role -> role.name().text())
                .containsExactly("viewer", "manager", "orders.approve", "group.sales", "group.sales.leads");
        assertThat(includes(imported, "manager")).containsExactly("viewer", "orders.approve");
        assertThat(includes(imported, "group.sales")).containsExactly("viewer", "orders.approve");
        assertThat(includes(imported, "group.sales.leads")).containsExactly("manager");
    }

    @Test
    void tokensOfTheIssuerHaveTheRolesOfTheRealmByTheirNames() {
        assertThat(read(REALM).document().claims()).singleElement().satisfies(claimed -> {
            assertThat(claimed.source().word().text()).isEqualTo("https://idp.example/realms/acme");
            assertThat(claimed.roles().orElseThrow().claim()).contains(Word.of("realm_access.roles"));
            assertThat(claimed.roles().orElseThrow().sameName())
                    .extracting(Word::text)
                    .containsExactly("viewer", "manager");
        });
    }

    @Test
    void whatIsNotCarriedIsNamedAndSecretsAreNowhere() {
        Imported imported = read(REALM);
        assertThat(imported.notCarried())
                .anyMatch(line -> line.startsWith("role has space"))
                .anyMatch(line -> line.startsWith("groups") && line.contains("\"/sales\": group.sales"))
                .anyMatch(line -> line.startsWith("client roles"));
        assertThat(imported.toString())
                .doesNotContain("secret")
                .doesNotContain("hidden")
                .doesNotContain("ann");
    }

    @Test
    void rolesThatWouldShareANameAreLeftOut() {
        Imported imported = read("""
                {"roles": {
                   "realm": [
                     {"name": "viewer"},
                     {"name": "app.admin", "composites": {"realm": ["viewer"]}},
                     {"name": "lead", "composites": {"client": {"app": ["admin"], "a": ["b.c"]}}}
                   ],
                   "client": {"app": [{"name": "admin"}], "a": [{"name": "b.c"}], "a.b": [{"name": "c"}]}}}
                """);
        assertThat(imported.document().roles())
                .extracting(role -> role.name().text())
                .containsExactly("viewer", "lead");
        assertThat(includes(imported, "lead")).isEmpty();
        assertThat(imported.notCarried())
                .contains(
                        "role app.admin: two roles would have this name here",
                        "role a.b.c: two roles would have this name here");
        assertThat(imported.document().claims().get(0).roles().orElseThrow().sameName())
                .extracting(Word::text)
                .containsExactly("viewer", "lead");
    }

    @Test
    void aStepThatClosesACircleIsLeftOut() {
        Imported imported = read("""
                {"roles": {"realm": [
                  {"name": "a", "composites": {"realm": ["b"]}},
                  {"name": "b", "composites": {"realm": ["c"]}},
                  {"name": "c", "composites": {"realm": ["a"]}},
                  {"name": "self", "composites": {"realm": ["self"]}}]}}
                """);
        assertThat(imported.notCarried())
                .filteredOn(line -> line.contains("circle"))
                .hasSize(2);
    }

    @Test
    void aCompositeOfARoleThatIsNotThereIsLeftOut() {
        assertThat(read("{\"roles\": {\"realm\": [{\"name\": \"a\", \"composites\": {\"realm\": [\"ghost\"]}}]}}")
                        .notCarried())
                .singleElement()
                .asString()
                .contains("a -> ghost");
    }

    @Test
    void twoGroupsThatWouldShareARoleAreNotMixed() {
        Imported imported = read("""
                {"roles": {"realm": [{"name": "a"}, {"name": "b"}]},
                 "groups": [{"name": "x.y", "realmRoles": ["a"]}, {"name": "x", "subGroups": [{"name": "y", "realmRoles": ["b"]}]}]}
                """);
        assertThat(includes(imported, "group.x.y")).containsExactly("a");
        assertThat(imported.notCarried()).anyMatch(line -> line.startsWith("group /x/y"));
    }

    @Test
    void aRoleOfAClientIncludesItsPartsToo() {
        Imported imported = read("""
                {"roles": {
                   "realm": [{"name": "viewer"}],
                   "client": {"app": [
                     {"name": "admin", "composites": {"realm": ["viewer"], "client": {"app": ["writer"]}}},
                     {"name": "writer"}]}}}
                """);
        assertThat(includes(imported, "app.admin")).containsExactly("viewer", "app.writer");
    }

    @Test
    void aGroupWhoseNameIsNoRolesIsLeftOut() {
        for (String name : List.of("two words", "caf\u00e9", "a\\\"b", "")) {
            Imported imported = read("{\"roles\": {\"realm\": [{\"name\": \"a\"}]}, \"groups\": [{\"name\": \"" + name
                    + "\", \"realmRoles\": [\"a\"], \"subGroups\": [{\"name\": \"b\", \"realmRoles\": [\"a\"]}]},"
                    + " {\"name\": \"none\"}]}");
            assertThat(imported.document().roles()).as(name).hasSize(name.isEmpty() ? 3 : 1);
            assertThat(imported.notCarried())
                    .as(name)
                    .noneMatch(line -> line.startsWith("group /none"))
                    .filteredOn(line -> line.startsWith("group /"))
                    .hasSize(name.isEmpty() ? 0 : 2);
        }
    }

    @Test
    void aRealmHas16MebibytesAtMost() {
        String realm = "{\"roles\": {}}";
        String longest = realm + " ".repeat((16 << 20) - realm.length());
        assertThat(read(longest).document().roles()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(longest + " "))
                .withMessageContaining("at most");
    }

    @Test
    void anythingElseIsNoRealm() {
        for (String other :
                List.of("", "[]", "{}", "{\"roles\": []}", "{\"roles\": {}}x", "{\"roles\": {}, \"roles\": {}}")) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> read(other));
        }
        assertThat(read("{\"roles\": {}}").document().roles()).isEmpty();
    }
}
