package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.assertProblem;
import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapura.filters.testkit.Browser;
import io.gapura.filters.testkit.BrowserTab;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop records of itself, and the page on which auditors look at it. */
class AuditIT extends RunningDemo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/audit/api/";

    private Map<String, String> auditor;
    private Map<String, String> clerk;

    /** A session costs one password. */
    @BeforeAll
    void login() throws Exception {
        auditor = sessionOf("wira");
        clerk = sessionOf("rani");
    }

    private Map<String, String> sessionOf(String name) throws Exception {
        String login = client.post("/api/login", "", client.person(name)).body();
        return Map.of(
                "Authorization", "Bearer " + JSON.readTree(login).get("token").asText());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = client.get(API + path, auditor);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** All that is stored: an event is, before its answer ends. */
    private List<JsonNode> events() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (Stream<Path> segments = Files.list(data.resolve("audit/segment"))) {
            for (Path segment : segments.sorted().toList()) {
                String text = Files.readString(segment);
                for (String line :
                        text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                    events.add(JSON.readTree(line)); // one that is being written is none yet
                }
            }
        }
        return events;
    }

    private int end() throws Exception {
        return events().size();
    }

    private List<JsonNode> since(int begin) throws Exception {
        List<JsonNode> events = events();
        return events.subList(begin, events.size());
    }

    private static List<String> codes(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/metadata/event_code").asText())
                .filter(code -> !code.equals("authn_login_success"))
                .filter(code -> !code.startsWith("gapura_audit_")) // what it says of itself comes when it is time
                .toList();
    }

    private String newOrder() throws Exception {
        return idOf(client.post("/api/orders", DemoClient.TEA, client.person("rani")));
    }

    @Test
    void anApprovalLeavesItsIntentItsDecisionAndItsOutcome() throws Exception {
        String order = newOrder();
        int begin = end();
        assertThat(client.post("/api/orders/" + order + "/approval", "", client.person("budi"))
                        .statusCode())
                .isEqualTo(200);

        List<JsonNode> events = since(begin);
        assertThat(codes(events)).containsExactly("gapura_intent", "gapura_decision", "gapura_access");
        JsonNode decision = events.get(events.size() - 2);
        assertThat(decision.at("/resources/0/uid").asText()).isEqualTo(order);
        assertThat(decision.at("/unmapped/decision").asText()).isEqualTo("approved");
        assertThat(decision.at("/actor/user/name").asText()
                        + decision.at("/actor/user/uid").asText())
                .contains("budi");
        assertThat(events.stream()
                        .map(event -> event.at("/metadata/correlation_uid"))
                        .map(incident -> incident.asText())
                        .distinct())
                .containsExactly(events.get(2).at("/metadata/uid").asText(), ""); // the outcome is the incident
    }

    @Test
    void anApprovalThatIsRefusedLeavesItsIntentOrARefusalAndNoDecision() throws Exception {
        String order = newOrder();
        int begin = end();
        assertProblem(client.post("/api/orders/" + order + "/approval", "", client.person("rani")), 403, "forbidden");

        assertThat(codes(since(begin))).containsExactly("authz_fail");
    }

    @Test
    void whoeverSawCustomersIsKnown() throws Exception {
        int begin = end();
        String customer = idOf(
                client.post("/api/customers", "{\"name\":\"Toko Baru\",\"city\":\"Bandung\"}", client.person("rani")));
        assertThat(client.get("/api/customers/" + customer, auditor).statusCode())
                .isEqualTo(200);
        assertThat(client.get("/api/customers/export", auditor).statusCode()).isEqualTo(200);
        assertThat(client.get("/api/customers?name=Baru", client.person("rani")).statusCode())
                .isEqualTo(200);
        assertProblem(client.get("/api/customers/" + customer, client.person("dewi")), 404, "not-found");

        List<JsonNode> events = since(begin);
        assertThat(codes(events))
                .containsExactly(
                        "sensitive_create",
                        "gapura_access",
                        "sensitive_read",
                        "gapura_access",
                        "gapura_sensitive_export",
                        "gapura_access",
                        "sensitive_read",
                        "gapura_access",
                        "malicious_direct_reference");
        assertThat(events.toString()).contains(customer).doesNotContain("Toko Baru");
    }

    @Test
    void eachRecordIsUnderACheckpointSoon() throws Exception {
        String order = newOrder();
        assertThat(order).isNotEmpty();
        long last = end() - 1;
        String word = "";
        for (int i = 0; i < 2_400 && !word.equals("verified"); i++) {
            Thread.sleep(100);
            word = json("record?sequence=" + last).at("/state/word").asText();
        }
        assertThat(word).isEqualTo("verified");
        HttpResponse<String> proof = client.get(API + "proof?sequence=" + last, auditor);
        assertThat(proof.body()).startsWith("c2sp.org/tlog-proof@v1\nindex " + last + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "style.css",
                "icon.svg",
                "app.js",
                "chart.js",
                "detail.js",
                "dom.js",
                "api/status",
                "api/events",
                "api/counts",
                "api/record?sequence=0",
                "api/line?sequence=0",
                "api/proof?sequence=0",
                "api/verification"
            })
    void theLogIsForAuditorsAlone(String path) throws Exception {
        assertThat(client.get("/api/audit/" + path, auditor).statusCode()).isEqualTo(200);
        assertProblem(client.get("/api/audit/" + path, clerk), 403, "forbidden");
        assertProblem(client.get("/api/audit/" + path, Map.of()), 401, "authentication-required");
        assertThat(client.post("/api/audit/" + path, "", auditor).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events?limit=0",
                "events?limit=201",
                "events?limit=1&limit=2",
                "events?outcome=REFUSED",
                "events?from=yesterday",
                "events?other=1",
                "events?width=day",
                "counts?width=week",
                "record?sequence=-1",
                "record?sequence=x",
                "verification?again=1"
            })
    void whatThePageNeverAsksIsRefused(String asked) throws Exception {
        assertThat(client.get(API + asked, auditor).statusCode()).isEqualTo(400);
    }

    @Test
    void anAuditorSeesTheLogInABrowser(@TempDir Path folder) throws Exception {
        Browser browser = Browser.in(folder)
                .orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"))
                .with("--virtual-time-budget=15000");
        assertProblem(client.get("/api/orders/export", client.person("rani")), 403, "forbidden");
        String credentials = "wira:" + DemoClient.password(data, "wira") + "@";

        String page =
                browser.open(origin.replace("://", "://" + credentials) + "/api/audit/index.html#outcome=refused");
        assertThat(page)
                .contains("data-ready=\"true\"", "<title>Audit log · orders</title>")
                .contains("/api/orders/export<", ">authz_fail<", "<rect class=\"c0\"");
    }

    /** The same with pointer and keys: a filter, a record, its proof, and the way back. */
    @Test
    void anAuditorFindsARefusalByHand(@TempDir Path folder) throws Exception {
        Browser browser =
                Browser.in(folder).orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"));
        assertProblem(client.get("/api/orders/export", client.person("rani")), 403, "forbidden");
        String credentials = "wira:" + DemoClient.password(data, "wira") + "@";
        String title = "document.getElementById('detail-title')?.textContent";

        try (BrowserTab tab = browser.tab()) {
            tab.open(origin.replace("://", "://" + credentials) + "/api/audit/index.html");
            tab.await("document.documentElement.dataset.ready === 'true'");
            // nothing moves from here on: a pointer meets what it was aimed at
            tab.await("document.getElementById('verdict-title').textContent === 'The log is valid'");
            tab.click(".chip[data-outcome=refused]");
            tab.await(
                    "[...document.querySelectorAll('#rows .path')].some(e => e.textContent === '/api/orders/export')");
            tab.click("input[name=endpoint]");
            tab.await("document.activeElement.name === 'endpoint'");
            tab.type("/api/orders/export");
            tab.press("Enter");
            tab.await("document.querySelectorAll('#rows .record').length > 0"
                    + " && [...document.querySelectorAll('#rows .path')]"
                    + ".every(e => e.textContent === '/api/orders/export')");
            String record = tab.value("document.querySelector('#rows .record').textContent");
            tab.click("#rows tr:first-child td.time");
            tab.await("document.getElementById('detail').open && " + title + "?.startsWith('Event ')");
            assertThat(tab.value(title).replaceAll("[^0-9]", "")).isEqualTo(record.substring(1));
            assertThat(tab.value("document.getElementById('detail').textContent"))
                    .contains("authz_fail", "Policyrbac");
            tab.press("Escape");
            tab.await("!document.getElementById('detail').open");
            tab.click("#clear");
            tab.await("location.hash === '' || location.hash === '#'");
        }
    }
}
