package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.cli.access.Shop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about a policy, as a build calls them. */
class AccessCommandsTest {
    private static final String POLICY = """
            version: 1
            roles:
              viewer: { grants: [ "order:read" ] }
              clerk:  { includes: [ viewer ] }
            assignments: { signing: { partner: { roles: [ clerk ] } } }
            paths:
              - { path: "/internal/**", require: { roles: [ clerk ] } }
            """;
    private static final String SHOP = "io.gapura.examples.cli.access.Shop$";

    @TempDir
    private Path folder;

    private Path policy;
    private Path classes;
    private String out = "";
    private String err = "";

    /** A directory with the classes of the shop alone. */
    @BeforeEach
    void write() throws IOException, URISyntaxException {
        policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        classes = folder.resolve("classes");
        Path from = Path.of(Shop.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/gapura/examples/cli/access");
        Path to = Files.createDirectories(classes.resolve("io/gapura/examples/cli/access"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private int run(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = Gapura.run(new PrintWriter(written, true), new PrintWriter(complained, true), arguments);
        out = written.toString();
        err = complained.toString();
        return code;
    }

    private int onShop(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, policy.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--classes", classes.toString()));
        return run(arguments.toArray(String[]::new));
    }

    private Path changed(String name, String from, String to) throws IOException {
        assertThat(POLICY).contains(from);
        return Files.writeString(folder.resolve(name), POLICY.replace(from, to));
    }

    @Test
    void lintTellsOfTheForgottenEndpoint() {
        assertThat(onShop("lint")).isEqualTo(1);
        assertThat(out)
                .contains("DELETE /orders " + SHOP + "Orders#forgotten() endpoint-uncovered")
                .doesNotContain("Jobs", "role-without-grants", "permission-unchecked");
        assertThat(err).isEmpty();
    }

    @Test
    void aPolicyWithoutSlipsIsFine() throws IOException {
        Path sound = Files.writeString(
                folder.resolve("sound.yaml"),
                POLICY.replace("[ viewer ] }", "[ viewer ], grants: [ \"order:create\" ] }"));
        assertThat(run("lint", sound.toString())).as(out).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void aPolicyThatCannotBeLoadedIsNoPolicy() throws IOException {
        Path broken = changed("broken.yaml", "includes: [ viewer ]", "includes: [ veiwer ]");
        assertThat(run("lint", broken.toString())).isEqualTo(2);
        assertThat(err).contains("broken.yaml:4:", "unknown-role", "viewer");
        assertThat(run("matrix", folder.resolve("none.yaml").toString())).isEqualTo(2);
    }

    @Test
    void anEndpointThatAsksForAnUnknownRoleCannotBeLoaded() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), POLICY.replace("clerk", "seller"));
        assertThat(run("lint", other.toString(), "--classes", classes.toString()))
                .isEqualTo(2);
        assertThat(err).contains("unknown-role", "Orders#create()");
    }

    @Test
    void theMatrixHasARowForEachEndpointAndPathRule() {
        assertThat(onShop("matrix", "--format", "csv")).isZero();
        assertThat(out.replace(SHOP, "")).isEqualTo("""
                endpoint,rule,anonymous,authenticated,clerk,viewer
                * /internal/** path rule,roles [clerk],no,no,yes,no
                * /internal/jobs Jobs,"roles [clerk], path rule",no,no,yes,no
                DELETE /orders Orders#forgotten(),uncovered,no,no,no,no
                GET /orders Orders#list(),permissions [order:read],no,no,yes,yes
                GET /orders/{id} Orders#read(java.lang.String),check Owns and permissions [order:read],no,no,if,if
                POST /orders Orders#create(),roles [clerk] and scopes [orders.write],no,no,if,no
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "json", "html"})
    void theMatrixComesInOtherForms(String format) {
        assertThat(onShop("matrix", "--format", format)).isZero();
        assertThat(out).contains("Orders#list()").doesNotContain("endpoint,rule");
    }

    @Test
    void whatOpensIsToldApartFromWhatCloses() throws IOException {
        Path opened = changed("opened.yaml", "roles: [ clerk ] } }\n", "authenticated: true } }\n");
        Path same = changed("same.yaml", "version: 1", "version: 1 # reviewed");
        assertThat(run("diff", policy.toString(), same.toString(), "--classes", classes.toString()))
                .isZero();
        assertThat(out).isEmpty();
        assertThat(run("diff", policy.toString(), opened.toString(), "--classes", classes.toString()))
                .isEqualTo(2);
        assertThat(out).contains("opened  * /internal/** path rule for viewer: no -> yes");
        assertThat(run("diff", opened.toString(), policy.toString(), "--classes", classes.toString()))
                .isEqualTo(1);
        assertThat(out).contains("closed  * /internal/** path rule for viewer: yes -> no");
    }

    @Test
    void manifestsAreComparedWithoutClasses() throws IOException {
        onShop("matrix", "--format", "csv");
        Path older = Files.writeString(folder.resolve("older.csv"), out);
        Path newer = Files.writeString(folder.resolve("newer.csv"), out.replace("no,no,yes,yes", "no,yes,yes,yes"));
        assertThat(run("diff", older.toString(), older.toString())).isZero();
        assertThat(run("diff", older.toString(), newer.toString())).isEqualTo(2);
        assertThat(run("diff", newer.toString(), older.toString())).isEqualTo(1);
        Path cut = Files.writeString(folder.resolve("cut.csv"), "endpoint,ru");
        assertThat(run("diff", older.toString(), cut.toString())).isEqualTo(2);
    }

    @Test
    void explainNamesTheRuleThePartsAndTheWayToEachRole() {
        assertThat(onShop("explain", "GET", "/orders", "--role", "clerk")).isZero();
        assertThat(out)
                .startsWith("pass testkit:caller at GET /orders " + SHOP + "Orders#list()")
                .contains("pass permission order:read: granted by viewer", "clerk → viewer");
        assertThat(onShop("explain", "POST", "/orders", "--role", "clerk")).isZero();
        assertThat(out).startsWith("fail ").contains("fail scopes [orders.write]");
        onShop("explain", "POST", "/orders", "--role", "clerk", "--scope", "orders.write");
        assertThat(out).startsWith("pass ");
        onShop("explain", "POST", "/orders", "--anonymous");
        assertThat(out).startsWith("fail ").contains("fail authenticated");
    }

    @Test
    void aCheckIsNeverMadeAndLeftOpen() {
        assertThat(onShop("explain", "GET", "/orders/7", "--role", "viewer")).isZero();
        assertThat(out).startsWith("depends ").contains("depends check " + SHOP + "Owns");
    }

    @Test
    void aKnownCallerHasTheRolesOfThePolicy() {
        assertThat(onShop("explain", "GET", "/internal/jobs", "--caller", "signing:partner"))
                .isZero();
        assertThat(out).startsWith("pass signing:partner at * /internal/jobs");
        onShop("explain", "GET", "/internal/jobs", "--caller", "signing:stranger", "--role", "clerk");
        assertThat(out).startsWith("fail ");
        assertThat(onShop("explain", "GET", "/internal/jobs", "--caller", "partner"))
                .isEqualTo(2);
    }

    @Test
    void aPathThatLeadsNowhereIsNotExplained() {
        assertThat(onShop("explain", "GET", "/nowhere")).isEqualTo(2);
        assertThat(err).contains("no endpoint is at GET /nowhere");
        assertThat(onShop("explain", "GET", "/api/orders", "--rest-at", "/api")).isZero();
    }

    @Test
    void othersPoliciesAreImportedAndWhatIsLeftOutIsTold() throws IOException {
        Path ini = Files.writeString(folder.resolve("shiro.ini"), "[roles]\nclerk = order:read\n");
        assertThat(run("import", "shiro", ini.toString())).isZero();
        assertThat(out).startsWith("version: 1").contains("clerk");
        Path realm = Files.writeString(
                folder.resolve("realm.json"),
                "{\"realm\":\"r\",\"roles\":{\"realm\":[{\"name\":\"clerk\"}]},\"users\":[{\"username\":\"a\"}]}");
        run("import", "keycloak", realm.toString(), "--issuer", "https://idp.example/realms/r");
        assertThat(out).contains("clerk").doesNotContain("username");
        Path csv = Files.writeString(folder.resolve("policy.csv"), "p, clerk, order, read\ng, alice, clerk\n");
        Path model = Files.writeString(folder.resolve("model.conf"), """
                [request_definition]
                r = sub, obj, act
                [policy_definition]
                p = sub, obj, act
                [role_definition]
                g = _, _
                [policy_effect]
                e = some(where (p.eft == allow))
                [matchers]
                m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
                """);
        assertThat(run("import", "casbin", csv.toString(), model.toString())).isEqualTo(1);
        assertThat(err).contains("not carried");
        assertThat(run("import", "shiro", folder.resolve("none").toString())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "matrix", "diff", "explain", "import keycloak", "matrix p --format xml"})
    void aWrongCallIsUsage(String line) {
        assertThat(run(line.split(" "))).isEqualTo(64);
        assertThat(err).contains("Usage: gapura");
    }
}
