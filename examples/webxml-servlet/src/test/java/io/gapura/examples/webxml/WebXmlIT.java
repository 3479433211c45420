package io.gapura.examples.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The WAR as it was packaged, each pillar seen from outside. The authority is the one that {@code web.xml} names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebXmlIT {
    private static final String AUTHORITY = "localhost:8080";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Path KEYS = Path.of(System.getenv("SIGNING_KEYS"));
    private static final Path AUDIT = Path.of("audit");

    @TempDir
    private static Path work;

    private final HttpClient client = HttpClient.newHttpClient();
    private WarServer server;

    @BeforeAll
    void start() throws Exception {
        Files.writeString(KEYS, """
                {"keys": [
                  {"kty": "oct", "kid": "partner-1", "use": "sig", "alg": "HS256", "k": "%s"},
                  {"kty": "oct", "kid": "guest-1", "use": "sig", "alg": "HS256", "k": "%s"}],
                 "gapura": {"callers": {"partner-1": {"name": "orders-partner"}, "guest-1": {"name": "orders-guest"}}}}
                """.formatted(random(), random()));
        server = WarServer.start(Path.of("parcels"), work);
        assertThat(server.isAvailable()).isTrue();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aSignedFormReachesTheServletWithItsCaller() throws Exception {
        assertThat(signed("partner-1", "POST", "/parcels", "grams=250").statusCode())
                .isEqualTo(201);
        assertThat(signed("guest-1", "GET", "/parcels", "").body()).contains("orders-partner 250\n");
    }

    @Test
    void signing() throws Exception {
        Map<String, String> signature = signature("partner-1", "POST", "/parcels", "grams=1");

        assertProblem(send("POST", "/parcels", "grams=2", signature), 401, "signature-refused");
        assertThat(send("POST", "/parcels", "grams=1", signature).statusCode()).isEqualTo(201);
        assertProblem(send("POST", "/parcels", "grams=1", signature), 401, "signature-refused");
        assertProblem(send("GET", "/parcels", "", Map.of()), 401, "authentication-required");
    }

    @ParameterizedTest
    @CsvSource({
        "partner-1, GET,    /parcels, 200",
        "guest-1,   GET,    /parcels, 200",
        "guest-1,   POST,   /parcels, 403",
        "partner-1, DELETE, /parcels, 403",
        "partner-1, GET,    /health,  200",
        "partner-1, POST,   /health,  403",
        "partner-1, GET,    /nothing, 403",
        "partner-1, GET,    /WEB-INF/web.xml, 404",
    })
    void access(String key, String method, String path, int status) throws Exception {
        assertThat(signed(key, method, path, method.equals("POST") ? "grams=1" : "")
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void validation() throws Exception {
        assertThat(send("GET", "/health", "", Map.of()).body()).isEqualTo("up\n");
        assertProblem(send("GET", "/health;x=1", "", Map.of()), 400, "request-malformed");
        assertProblem(send("GET", "/parcels/../health", "", Map.of()), 400, "request-malformed");
        assertThat(send("POST", "/health", "x".repeat((64 << 10) + 1), Map.of()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void errors() throws Exception {
        HttpResponse<String> answer = signed("partner-1", "POST", "/parcels", "grams=heavy");

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.body()).doesNotContain("heavy", "NumberFormat", "Exception", "Tomcat");
    }

    @Test
    void whatTheContainerRefusesItselfIsAProblemToo() throws Exception {
        assertProblem(send("GET", "/WEB-INF/web.xml", "", Map.of()), 404, "not-found");
    }

    @Test
    void nobodyCanAskForTheErrorPage() throws Exception {
        assertProblem(signed("partner-1", "GET", "/gapura-error", ""), 404, "not-found");
    }

    @Test
    void audit() throws Exception {
        HttpResponse<String> answer = send("GET", "/parcels", "", Map.of());
        String incident = answer.body().replaceAll(".*urn:uuid:([0-9a-f-]+).*", "$1");

        try (var segments = Files.list(AUDIT.resolve("segment"))) {
            assertThat(Files.readString(segments.sorted().reduce((a, b) -> b).orElseThrow()))
                    .contains(incident);
        }
        assertThat(LogVerifier.verify(AUDIT)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void everyAnswerCarriesTheHeaders() throws Exception {
        for (String path : List.of("/health", "/parcels", "/health;x=1")) {
            assertThat(send("GET", path, "", Map.of()).headers().firstValue("X-Content-Type-Options"))
                    .contains("nosniff");
        }
    }

    private HttpResponse<String> signed(String key, String method, String path, String body) throws Exception {
        return send(method, path, body, signature(key, method, path, body));
    }

    private static Map<String, String> signature(String key, String method, String path, String body) {
        KeyRing keys = KeyRing.load(Reference.file(KEYS));
        RequestSigner signer = RequestSigner.with(keys.signingKey(key), SignatureProfile.STRICT);
        List<HeaderLine> own = body.isEmpty() ? List.of() : List.of(new HeaderLine("Content-Type", FORM));
        Map<String, String> lines = new TreeMap<>();
        signer.sign(method, URI.create("http://" + AUTHORITY + path), own, body.getBytes(StandardCharsets.UTF_8))
                .forEach(line -> lines.put(line.name(), line.value()));
        return lines;
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> fields)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Host", AUTHORITY);
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", FORM);
        }
        fields.forEach(request::setHeader);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
