package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.TEA;
import static io.gapura.examples.orders.DemoClient.assertProblem;
import static io.gapura.examples.orders.DemoClient.documentOf;
import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in the demo, over HTTP: duties, objects, tenants, scopes, step-up, and the page that shows it. */
class AccessIT extends RunningDemo {
    private static final String TOKO = "{\"name\":\"Toko Maju\",\"city\":\"Bandung\"}";
    private static final String ACME = "/api/tenants/acme/orders";
    private static final String GLOBEX = "/api/tenants/globex/orders";
    private static final String[] ADMIN = {"ops", "--role", "orders-admin", "--scope", "sessions.end"};

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }

    private HttpResponse<String> approve(String id, Map<String, String> credentials) throws Exception {
        return client.post("/api/orders/" + id + "/approval", "", credentials);
    }

    @Test
    void aClerkMakesAnOrderAndAManagerApprovesIt() throws Exception {
        String id = idOf(client.post("/api/orders", TEA, client.person("rani")));

        assertProblem(approve(id, client.person("rani")), 403, "forbidden");
        assertProblem(approve(id, client.person("rani", "checker")), 403, "forbidden");
        assertThat(approve(id, client.person("budi")).statusCode()).isEqualTo(200);
    }

    @Test
    void aManagerMakesOrdersOrApprovesThemInOneRequest() throws Exception {
        String id = idOf(client.post("/api/orders", TEA, client.person("budi", "maker")));

        assertProblem(client.post("/api/orders", TEA, client.person("sari")), 403, "forbidden");
        assertProblem(approve(id, client.person("sari", "maker")), 403, "forbidden");
        assertThat(approve(id, client.person("sari", "checker")).statusCode()).isEqualTo(200);
    }

    @Test
    void bothDutiesAtOnceAreRefusedWhateverIsAskedFor() throws Exception {
        Map<String, String> both = client.person("budi", "maker, checker");

        assertProblem(client.post("/api/orders", TEA, both), 403, "forbidden");
        assertProblem(client.get("/api/orders", both), 403, "forbidden");
        assertThat(client.get("/api/orders", client.person("budi", "admin")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoMadeAnOrderCannotApproveIt() throws Exception {
        String id = idOf(client.post("/api/orders", TEA, client.person("budi", "maker")));

        assertProblem(approve(id, client.person("budi")), 403, "forbidden");
        assertThat(approve(id, client.person("sari")).statusCode()).isEqualTo(200);
    }

    @Test
    void aCustomerIsForWhoEnteredItAndForAuditors() throws Exception {
        String path = "/api/customers/" + idOf(client.post("/api/customers", TOKO, client.person("rani")));

        assertThat(client.get(path, client.person("rani")).body()).contains("\"name\":\"Toko Maju\"");
        assertThat(client.get(path, client.person("wira")).statusCode()).isEqualTo(200);
        assertProblem(client.get(path, client.person("budi")), 403, "forbidden");
        assertProblem(client.get(path, Map.of()), 401, "authentication-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dewi", "wira"})
    void aForeignRecordCannotBeToldFromNone(String name) throws Exception {
        String id = idOf(client.post("/api/customers", TOKO, client.person("rani")));
        HttpResponse<String> absent = client.get("/api/customers/" + UUID.randomUUID(), client.person(name));
        assertProblem(absent, 404, "not-found");
        assertThat(challenges(absent)).isEmpty();

        HttpResponse<String> foreign = client.get("/api/customers/" + id, client.person("dewi"));

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(documentOf(foreign)).isEqualTo(documentOf(absent));
        assertThat(documentOf(client.get("/api/nothing", client.person("dewi"))))
                .isEqualTo(documentOf(absent));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"Toko\"}|422",
                "{\"name\":\" \",\"city\":\"Bandung\"}|422",
                "{\"name\":\"Toko\",\"city\":\"Bandung\",\"owner\":\"people:budi\"}|422"
            })
    void aCustomerIsReadStrictly(String body, int status) throws Exception {
        assertThat(client.post("/api/customers", body, client.person("rani")).statusCode())
                .isEqualTo(status);
    }

    @Test
    void anApplicationReadsTheOrdersOfItsTenant() throws Exception {
        String id = idOf(client.post(ACME, TEA, client.token("acme-app", "--scope", "orders.write")));
        Map<String, String> reading = client.token("acme-app", "--scope", "orders.read");

        assertThat(client.get(ACME, reading).body()).contains(id, "\"tenant\":\"acme\"");
        assertThat(client.get(ACME + "/" + id, reading).statusCode()).isEqualTo(200);
    }

    @Test
    void aTenantSeesNothingOfAnother() throws Exception {
        String id = idOf(client.post(GLOBEX, TEA, client.token("globex-app", "--scope", "orders.write")));
        Map<String, String> acme = client.token("acme-app", "--scope", "orders.read orders.write");

        assertProblem(client.get(GLOBEX, acme), 403, "forbidden");
        assertProblem(client.get(GLOBEX + "/" + id, acme), 403, "forbidden");
        assertProblem(client.post(GLOBEX, TEA, acme), 403, "forbidden");
        HttpResponse<String> foreign = client.get(ACME + "/" + id, acme);
        assertProblem(foreign, 404, "not-found");
        assertThat(documentOf(client.get(ACME + "/" + UUID.randomUUID(), acme))).isEqualTo(documentOf(foreign));
        assertThat(client.get(ACME, acme).body()).doesNotContain(id);
    }

    @Test
    void anApplicationThatNobodyHasAssignedHasNoTenant() throws Exception {
        Map<String, String> stranger = client.token("initech-app", "--scope", "orders.read orders.write");

        assertProblem(client.get(ACME, stranger), 403, "forbidden");
        assertProblem(client.get("/api/tenants/initech/orders", stranger), 403, "forbidden");
    }

    @Test
    void aTokenWithoutTheScopeIsToldWhichOneItNeeds() throws Exception {
        for (Map<String, String> token :
                List.of(client.token("acme-app", "--scope", "orders.read"), client.token("acme-app"))) {
            HttpResponse<String> answer = client.post(ACME, TEA, token);

            assertProblem(answer, 403, "insufficient-scope");
            assertThat(challenges(answer))
                    .containsExactly("Bearer error=\"insufficient_scope\", scope=\"orders.write\"");
        }
    }

    @Test
    void aScopeAddsNothingToWhatTheRoleGives() throws Exception {
        Map<String, String> screen = client.token("acme-screen", "--scope", "orders.read orders.write");

        assertThat(client.get(ACME, screen).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = client.post(ACME, TEA, screen);
        assertProblem(answer, 403, "forbidden");
        assertThat(challenges(answer)).isEmpty();
    }

    @Test
    void anEndedAndAForgedTokenAreOneAnswer() throws Exception {
        HttpResponse<String> ended =
                client.get(ACME, client.token("acme-app", "--scope", "orders.read", "--age", "700"));
        HttpResponse<String> forged = client.get(ACME, client.token("acme-app", "--scope", "orders.read", "--forged"));
        HttpResponse<String> opaque = client.get(ACME, Map.of("Authorization", "Bearer " + "A".repeat(43)));

        assertProblem(ended, 401, "token-refused");
        assertThat(challenges(ended)).containsExactly("Bearer realm=\"orders\", error=\"invalid_token\"");
        assertThat(documentOf(forged)).isEqualTo(documentOf(ended));
        assertThat(challenges(forged)).isEqualTo(challenges(ended));
        assertThat(documentOf(opaque)).isEqualTo(documentOf(ended));
    }

    @Test
    void whereTokensAreAskedForNothingElseProvesAnybody() throws Exception {
        HttpResponse<String> answer = client.get(ACME, client.person("budi"));

        assertProblem(answer, 401, "token-missing");
        assertThat(challenges(answer)).containsExactly("Bearer realm=\"orders\"");
        assertProblem(
                client.get("/api/orders", client.token("acme-app", "--scope", "orders.read")), 401, "token-refused");
    }

    @Test
    void anAdministratorMustHaveProvenItselfHardAndJustNow() throws Exception {
        Map<String, String> session = sessionOf("rani");
        String weak = "Bearer error=\"insufficient_user_authentication\", acr_values=\"phr\", max_age=\"300\"";
        for (String[] said : List.of(
                new String[] {}, new String[] {"--acr", "pwd"}, new String[] {"--acr", "phr", "--age", "400"})) {
            HttpResponse<String> answer = endSessions(said);
            assertProblem(answer, 401, "step-up-required");
            assertThat(challenges(answer)).containsExactly(weak);
        }
        assertThat(client.get("/api/orders", session).statusCode()).isEqualTo(200);

        assertThat(endSessions("--acr", "phr").statusCode()).isEqualTo(204);
        assertProblem(client.get("/api/orders", session), 401, "token-refused");
    }

    @Test
    void nobodyElseEndsSessions() throws Exception {
        String path = "/api/admin/sessions";
        for (Map<String, String> token : List.of(
                client.token("acme-app", "--scope", "sessions.end", "--acr", "phr"),
                client.token("ops", "--role", "admin", "--scope", "sessions.end", "--acr", "phr"),
                client.token("ops", "--role", "orders-admin", "--acr", "phr"))) {
            assertProblem(client.send("DELETE", path, "", token), 403, "forbidden");
        }
        assertProblem(client.send("DELETE", path, "", client.person("budi")), 401, "token-missing");
    }

    private HttpResponse<String> endSessions(String... said) throws Exception {
        String[] arguments = Stream.of(ADMIN, said).flatMap(Arrays::stream).toArray(String[]::new);
        return client.send("DELETE", "/api/admin/sessions", "", client.token(arguments));
    }

    private Map<String, String> sessionOf(String name) throws Exception {
        String login = client.post("/api/login", "", client.person(name)).body();
        return Map.of("Authorization", "Bearer " + login.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1"));
    }

    @Test
    void auditorsSeeWhoMayCallWhat() throws Exception {
        HttpResponse<String> page = client.get("/access", client.person("wira"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .isEqualTo("default-src 'none'; style-src " + AccessPage.styleSource() + "; frame-ancestors 'none'");
        assertThat(page.body())
                .contains("<h1>Access to orders</h1>", "POST /tenants/{tenant}/orders", "<td class=\"cell if\">if</td>")
                .containsPattern("GET /orders/export [^<]*</th><td class=\"rule\">uncovered</td>"
                        + "(<td class=\"cell no\">no</td>)+</tr>")
                .doesNotContain("<script", " style=");
        assertThat(page.body().split("<style>", -1)).hasSize(2);
        assertProblem(client.get("/access", client.person("rani")), 403, "forbidden");
        assertProblem(client.get("/access", Map.of()), 401, "authentication-required");
    }
}
