package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody forgets a password, over HTTP. */
class RecoveryIT extends RunningDemo {
    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        Map<String, String> fields = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!authorization.isEmpty()) {
            fields.put("Authorization", authorization);
        }
        return client.post(path, body, fields);
    }

    private String password(String name) {
        return DemoClient.password(data, name);
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

    @ParameterizedTest
    @CsvSource({"0, 403", "1, 413"})
    void whatIsSaidHasFourKibibytesAtMost(int more, int status) throws Exception {
        String said = recovery("dewi", "AAAA-AAAA-AAAA-AAAA", "a new one of hers");

        assertThat(post("/api/recovery", said + " ".repeat(4_096 - said.length() + more), "")
                        .statusCode())
                .isEqualTo(status);
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
}
