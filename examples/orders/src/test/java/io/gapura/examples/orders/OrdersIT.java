package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.TEA;
import static io.gapura.examples.orders.DemoClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo over HTTP: every rule from both sides. */
class OrdersIT extends RunningDemo {
    @Test
    void everybodyMayAskForHealth() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/health", "");

        assertThat(answer).returns(200, HttpResponse::statusCode).returns("{\"status\":\"up\"}", HttpResponse::body);
    }

    @Test
    void whoeverMadeAnOrderCannotApproveIt() throws Exception {
        Map<String, String> asMaker = Map.of("Authorization", basic("budi"), "Acting-As", "maker");
        String id = idOf(send("POST", "/api/orders", TEA, asMaker));

        assertProblem(approve(id, "budi"), 403, "forbidden");
        assertProblem(approve(id, "rani"), 403, "forbidden");
        HttpResponse<String> approved = approve(id, "sari");
        assertThat(approved.statusCode()).isEqualTo(200);
        assertThat(approved.body()).contains("\"status\":\"APPROVED\"", "\"approver\":\"people:sari\"");
        assertThat(approve(id, "sari").statusCode()).isEqualTo(409);
        assertThat(approve("unknown", "sari").statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenIsWorthItsPersonButFetchesNoOther() throws Exception {
        HttpResponse<String> login = send("POST", "/api/login", "", "Authorization", basic("rani"));
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.headers().allValues("Cache-Control")).containsExactly("no-store");
        String bearer = "Bearer " + login.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");

        assertThat(send("GET", "/api/orders", "", "Authorization", bearer).statusCode())
                .isEqualTo(200);
        assertProblem(send("POST", "/api/login", "", "Authorization", bearer), 403, "status-403");
        assertProblem(send("POST", "/api/login", ""), 401, "authentication-required");
    }

    @Test
    void aPartnerSeesItsOwnOrdersAlone() throws Exception {
        String peoples = idOf(send("POST", "/api/orders", TEA, "Authorization", basic("rani")));
        String partners = idOf(signed("POST", "/api/orders", TEA));

        assertThat(signed("GET", "/api/orders", "").body()).contains(partners).doesNotContain(peoples);
        assertThat(signed("GET", "/api/orders/" + partners, "").statusCode()).isEqualTo(200);
        assertThat(signed("GET", "/api/orders/" + peoples, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/orders/" + partners, "", "Authorization", basic("rani"))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(signed("POST", "/api/orders/" + partners + "/approval", ""), 403, "forbidden");
    }

    @Test
    void twoProofsOfDifferentCallersAreRefused() throws Exception {
        Map<String, String> both = new TreeMap<>(signature("GET", "/api/orders", "", "Authorization", basic("rani")));

        assertProblem(send("GET", "/api/orders", "", both), 400, "credential-ambiguous");
    }

    @Test
    void aSignatureHoldsForOneRequestAndOneBody() throws Exception {
        Map<String, String> signature = signature("POST", "/api/orders", TEA, "Content-Type", "application/json");

        assertProblem(send("POST", "/api/orders", TEA.replace("450", "1"), signature), 401, "signature-refused");
        assertThat(send("POST", "/api/orders", TEA, signature).statusCode()).isEqualTo(201);
        assertProblem(send("POST", "/api/orders", TEA, signature), 401, "signature-refused");
    }

    @Test
    void partnersOrderBySignatureAndByNothingElse() throws Exception {
        idOf(signed("POST", "/api/partner/orders", TEA));
        assertProblem(send("POST", "/api/partner/orders", TEA), 401, "signature-refused");
        HttpResponse<String> clerk = send("POST", "/api/partner/orders", TEA, "Authorization", basic("rani"));
        assertProblem(clerk, 401, "signature-refused");
        assertThat(clerk.headers().firstValue("WWW-Authenticate")).contains("Signature realm=\"gapura\"");
        assertThat(clerk.headers().firstValue("Accept-Signature").orElseThrow())
                .startsWith("sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\"")
                .doesNotContain("keyid");
        assertThat(clerk.headers().firstValue("Want-Content-Digest")).contains("sha-256=10");
        assertThat(clerk.headers().allValues("Date")).hasSize(1);
        assertThat(clerk.headers().allValues("Cache-Control")).hasSize(1);
    }

    @Test
    void aPartnersOrderThatWasTamperedWithOrComesAgainIsRefused() throws Exception {
        String path = "/api/partner/orders";
        Map<String, String> signature = signature("POST", path, TEA, "Content-Type", "application/json");
        assertProblem(send("POST", path, TEA.replace("450", "1"), signature), 401, "signature-refused");
        assertProblem(send("POST", "/api/orders", TEA, signature), 401, "signature-refused");
        assertThat(send("POST", path, TEA, signature).statusCode()).isEqualTo(201);
        assertProblem(send("POST", path, TEA, signature), 401, "signature-refused");
    }

    @Test
    void theShopDeliversWhatItSold() throws Exception {
        String event = sold("evt_a");
        long now = java.time.Instant.now().getEpochSecond();
        assertThat(deliver(event, stripe(now, event)).statusCode()).isEqualTo(204);
        assertThat(send("GET", "/api/orders", "", "Authorization", basic("wira"))
                        .body())
                .contains("\"maker\":\"webhook:shop\"");
    }

    @Test
    void aDeliveryThatIsNotTheShopsIsRefused() throws Exception {
        String event = sold("evt_b");
        long now = java.time.Instant.now().getEpochSecond();
        assertThat(deliver(event.replace("450", "1"), stripe(now, event)).statusCode())
                .isEqualTo(401);
        assertThat(deliver(event, stripe(now - 302, event)).statusCode()).isEqualTo(401);
        assertThat(deliver(event, stripe(now + 400, event)).statusCode()).isEqualTo(401);
        assertThat(send("POST", "/api/hooks/shop", event).statusCode()).isEqualTo(401);
        assertThat(send("POST", "/api/hooks/shop", event, "Authorization", basic("rani"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(deliver(event, stripe(now, event)).statusCode()).isEqualTo(204);
    }

    @Test
    void aDeliveryThatWasTakenDoesNotMakeASecondOrder() throws Exception {
        String event = sold("evt_c").replace("tea", "only once");
        String signature = stripe(java.time.Instant.now().getEpochSecond(), event);
        assertThat(deliver(event, signature).statusCode()).isEqualTo(204);
        assertThat(deliver(event, signature).statusCode()).isNotEqualTo(204);
        assertThat(send("GET", "/api/orders", "", "Authorization", basic("wira"))
                        .body())
                .containsOnlyOnce("only once");
    }

    @ParameterizedTest
    @CsvSource({"0, 204", "1, 413"})
    void aDeliveryHasSixtyFourKibibytesAtMost(int more, int status) throws Exception {
        String event = sold("evt_d" + more);
        String padded = event + " ".repeat(65_536 - event.length() + more);
        String signature = stripe(java.time.Instant.now().getEpochSecond(), padded);

        assertThat(deliver(padded, signature).statusCode()).isEqualTo(status);
    }

    private static String sold(String id) {
        return "{\"id\":\"" + id + "\",\"order\":" + TEA + "}";
    }

    private HttpResponse<String> deliver(String event, String signature) throws Exception {
        return send("POST", "/api/hooks/shop", event, "Stripe-Signature", signature);
    }

    private String stripe(long time, String event) throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        byte[] secret = Files.readAllBytes(data.resolve("shop-secret.txt"));
        mac.init(new javax.crypto.spec.SecretKeySpec(secret, "HmacSHA256"));
        byte[] signature = mac.doFinal((time + "." + event).getBytes(StandardCharsets.UTF_8));
        return "t=" + time + ",v1=" + java.util.HexFormat.of().formatHex(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "rani, GET,    /report,            403",
        "wira, GET,    /report,            200",
        "rani, GET,    /api/orders/export, 403",
        "sari, GET,    /api/orders/export, 403",
        "sari, DELETE, /api/orders/1,      403",
        "wira, POST,   /api/orders,        403",
        "wira, GET,    /api/orders,        200",
        "wira, GET,    /api/nothing,       404",
        "wira, GET,    /nothing,           404",
        "wira, PUT,    /api/orders,        405",
        "wira, TRACE,  /api/orders,        405",
    })
    void rulesStandAtTheMethods(String name, String method, String path, int status) throws Exception {
        String body = method.equals("POST") ? TEA : "";

        assertThat(send(method, path, body, "Authorization", basic(name)).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"item\":\"tea\",\"quantity\":1000,\"cents\":450}|201",
                "{\"item\":\"tea\",\"quantity\":1,\"cents\":10000000}|201",
                "{\"item\":\"tea\",\"quantity\":1,\"cents\":10000001}|422",
                "{\"item\":\"tea\",\"quantity\":1001,\"cents\":450}|422",
                "{\"item\":\"tea\",\"quantity\":1,\"cents\":0}|422",
                "{\"item\":\" \",\"quantity\":1,\"cents\":450}|422",
                "{\"quantity\":1,\"cents\":450}|422",
                "{\"item\":\"tea\",\"quantity\":1}|400",
                "{\"item\":\"tea\",\"quantity\":\"1\",\"cents\":450}|422",
                "{\"item\":\"tea\",\"quantity\":1.5,\"cents\":450}|422",
                "{\"item\":\"tea\",\"quantity\":1,\"quantity\":2,\"cents\":450}|400",
                "{\"item\":\"tea\",\"quantity\":1,\"cents\":450,\"status\":\"APPROVED\"}|422",
                "{\"item\":\"tea\",\"quantity\":1,\"cents\":450} x|400",
                "[]|422",
            })
    void anOrderIsReadStrictly(String body, int status) throws Exception {
        HttpResponse<String> answer = send("POST", "/api/orders", body, "Authorization", basic("rani"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("jackson", "NewOrder", "Exception");
    }

    @Test
    void anItemHasABound() throws Exception {
        assertThat(orderOf("x".repeat(80)).statusCode()).isEqualTo(201);
        assertProblem(orderOf("x".repeat(81)), 422, "content-refused");
        assertThat(orderOf("x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic cmFuaTp3cm9uZw==", "Bearer abc", "Digest x", "x"})
    void badCredentialsAreRefusedEvenWhereNoneAreNeeded(String authorization) throws Exception {
        HttpResponse<String> answer = send("GET", "/api/health", "", "Authorization", authorization);

        assertProblem(answer, 401, "token-refused");
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
    }

    @Test
    void aReportCellIsNeverAFormula() throws Exception {
        assertThat(orderOf("=cmd()").statusCode()).isEqualTo(201);

        assertThat(send("GET", "/report", "", "Authorization", basic("wira")).body())
                .contains(",\"'=cmd()\",");
    }

    @Test
    void everyAnswerHasAnIncidentThatTheLogKnows() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/orders", "");
        String incident = answer.headers().firstValue("X-Request-Id").orElseThrow();

        assertThat(answer.body()).contains(incident);
        try (var segments = Files.list(data.resolve("audit").resolve("segment"))) {
            assertThat(Files.readString(segments.findFirst().orElseThrow())).contains(incident);
        }
    }

    private HttpResponse<String> orderOf(String item) throws Exception {
        return send("POST", "/api/orders", TEA.replace("tea", item), "Authorization", basic("rani"));
    }

    private HttpResponse<String> approve(String id, String name) throws Exception {
        return send("POST", "/api/orders/" + id + "/approval", "", "Authorization", basic(name));
    }

    private HttpResponse<String> signed(String method, String path, String body) throws Exception {
        return body.isEmpty()
                ? send(method, path, body, signature(method, path, body))
                : send(method, path, body, signature(method, path, body, "Content-Type", "application/json"));
    }

    private Map<String, String> signature(String method, String path, String body, String... field) {
        KeyRing keys = KeyRing.load(Reference.file(data.resolve("partner-keys.json")));
        RequestSigner signer = RequestSigner.with(keys.signingKey(PartnerKeys.KEY_ID), SignatureProfile.STRICT);
        List<HeaderLine> own = field.length == 0 ? List.of() : List.of(new HeaderLine(field[0], field[1]));
        Map<String, String> lines = new TreeMap<>();
        own.forEach(line -> lines.put(line.name(), line.value()));
        signer.sign(method, URI.create(origin + path), own, body.getBytes(StandardCharsets.UTF_8))
                .forEach(line -> lines.put(line.name(), line.value()));
        return lines;
    }

    private HttpResponse<String> send(String method, String path, String body, String... field) throws Exception {
        return send(method, path, body, field.length == 0 ? Map.of() : Map.of(field[0], field[1]));
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> fields)
            throws Exception {
        return client.send(method, path, body, fields);
    }

    private String basic(String name) throws Exception {
        return client.person(name).get("Authorization");
    }

    private static String idOf(HttpResponse<String> created) {
        String id = DemoClient.idOf(created);
        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/api/orders/" + id);
        return id;
    }
}
