package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody forgets a password, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {
    @TempDir
    private static Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private DemoProcess demo;
    private String origin;

    @BeforeAll
    void start() throws Exception {
        int port = DemoProcess.freePort();
        origin = "http://localhost:" + port;
        demo = DemoProcess.start(port, data);
        demo.untilReady(port);
    }

    @AfterAll
    void stop() throws Exception {
        demo.close();
    }

    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String password(String name) throws Exception {
        return Files.readString(data.resolve("people.txt"))
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals(name))
                .map(words -> words[2])
                .findFirst()
                .orElseThrow();
    }

    private String code(String name) throws Exception {
        HttpResponse<String> made = post("/api/recovery/codes", "", basic(name, password(name)));
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().allValues("Cache-Control")).containsExactly("no-store");
        Matcher codes = Pattern.compile("[A-Z2-9]{4}(-[A-Z2-9]{4}){3}").matcher(made.body());
        assertThat(codes.results().count()).isEqualTo(RecoveryCodes.CODES);
        codes.reset();
        assertThat(codes.find()).isTrue();
        return codes.group();
    }

    private static String recovery(String name, String code, String password) {
        return "{\"name\":\"" + name + "\",\"code\":\"" + code + "\",\"password\":\"" + password + "\"}";
    }

    @Test
    void aCodeBringsANewPasswordAndIsUsed() throws Exception {
        String code = code("rani");

        assertThat(post("/api/recovery", recovery("rani", code, "a new one of hers"), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(post("/api/login", "", basic("rani", "a new one of hers")).statusCode())
                .isEqualTo(200);
        assertThat(post("/api/login", "", basic("rani", password("rani"))).statusCode())
                .isEqualTo(401);
        assertThat(post("/api/recovery", recovery("rani", code, "another new one"), "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anUnknownNameAndAWrongCodeLookTheSame() throws Exception {
        String wrong = "AAAA-AAAA-AAAA-AAAA";

        assertThat(post("/api/recovery", recovery("nobody", wrong, "a new one of hers"), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/recovery", recovery("dewi", wrong, "a new one of hers"), "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenMakesNoCodes() throws Exception {
        String login = post("/api/login", "", basic("sari", password("sari"))).body();
        String token = login.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");

        assertThat(post("/api/recovery/codes", "", "Bearer " + token).statusCode())
                .isEqualTo(403);
        assertThat(post("/api/recovery/codes", "", "").statusCode()).isEqualTo(401);
    }

    @Test
    void aShortPasswordIsRefusedAndTheCodeStaysGood() throws Exception {
        String code = code("budi");

        assertThat(post("/api/recovery", recovery("budi", code, "fourteen chars"), "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/api/recovery", recovery("budi", code, "fifteen chars!!"), "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void guessingEndsAfterTenTries() throws Exception {
        String wrong = recovery("wira", "AAAA-AAAA-AAAA-AAAA", "a new one of hers");
        int refused = 0;
        // a minute may end on the way, and then counting begins anew
        while (post("/api/recovery", wrong, "").statusCode() == 403) {
            refused++;
            assertThat(refused).isLessThanOrEqualTo(2 * LoginAttempts.PER_MINUTE);
        }
        assertThat(refused).isGreaterThanOrEqualTo(LoginAttempts.PER_MINUTE);
        assertThat(post("/api/recovery", wrong, "").statusCode()).isEqualTo(429);
    }
}
