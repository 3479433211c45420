package io.gapura.examples.jersey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Doctor;
import io.gapura.filters.testkit.doctor.Finding;
import io.gapura.filters.testkit.doctor.Options;
import io.gapura.filters.testkit.doctor.Severity;
import io.gapura.filters.testkit.doctor.Source;
import io.gapura.filters.testkit.doctor.Symptom;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the README, over the wire. */
class MainTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = Main.start(0, KEY);
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static HttpResponse<String> send(String method, String path, String body, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("X-Api-Key", key);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            GET,    /payments,    '',                       '',      200, payments
            POST,   /payments,    '{"to":"a","cents":1}',   '',      401, authentication-required
            POST,   /payments,    '{"to":"a","cents":1}',   wrong,   401, authentication-required
            POST,   /payments,    '{"to":"a","cents":1}',   right,   201, paid by ann
            POST,   /payments,    '{"to":',                 right,   400, content-malformed
            POST,   /payments,    '{"to":"a","x":"canary"}',right,   400, content-malformed
            DELETE, /payments/1,  '',                       right,   403, forbidden
            DELETE, /payments/1,  '',                       '',      403, forbidden
            DELETE, /payments/x,  '',                       right,   403, forbidden
            OPTIONS,/payments,    '',                       right,   200, ''
            PUT,    /payments,    '{}',                     right,   405, method-not-allowed
            GET,    /nowhere,     '',                       right,   404, not-found
            GET,    /payments/%00,'',                       right,   400, request-malformed
            """)
    void eachRequestGetsItsAnswer(String method, String path, String body, String key, int status, String words)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body, key.equals("right") ? KEY : key);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words).doesNotContain("canary", "jackson", "jersey", "Payment");
        assertThat(answer.headers().allValues("x-request-id")).hasSize(1);
        assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        if (status >= 400) {
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.body()).contains("\"status\":" + status);
        }
        if (status == 401) {
            assertThat(answer.headers().allValues("www-authenticate")).containsExactly("ApiKey realm=\"payments\"");
        }
    }

    @Test
    void aShortKeyDoesNotStart() {
        assertThatThrownBy(() -> Main.start(0, KEY.substring(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noServletApiIsOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("jakarta.servlet.Servlet")).isInstanceOf(ClassNotFoundException.class);
    }

    /** What is left is the JDK's own server, which names an exception in what it refuses by itself. */
    @Test
    void theAttackKitFindsNoLeakInWhatTheGateAnswers() throws IOException {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/payments");
        Diagnosis diagnosis = Doctor.examine(
                uri,
                Options.standard()
                        .timeout(Duration.ofSeconds(60))
                        .within(Duration.ofMinutes(30))
                        .perSecond(1_000));

        assertThat(diagnosis.finished()).isTrue();
        assertThat(diagnosis.gated()).isTrue();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.severity() == Severity.LEAK)
                .allMatch(finding -> finding.source() == Source.CONNECTOR)
                .extracting(Finding::symptom)
                .containsOnly(Symptom.EXCEPTION);
    }
}
