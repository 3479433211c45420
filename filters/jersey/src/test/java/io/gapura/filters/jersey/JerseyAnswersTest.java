package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, and wherever: our answer, one id, one event. */
class JerseyAnswersTest {
    private final Recording recording = new Recording();
    private final JerseyServer server = JerseyServer.of(recording, another(), Shop.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSuccessPassesWithOurHeadersAndOneEvent() {
        HttpResponse<String> answer = server.get("/shop");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.headers().allValues("x-gate")).containsExactly("closed");
        assertThat(answer.headers().allValues("x-request-id"))
                .containsExactly(recording.only().incident().toString());
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /nowhere,               '',        404, not-found
            GET,  /shop/nowhere,          '',        404, not-found
            PUT,  /shop,                  x,         405, method-not-allowed
            GET,  /shop/json,             '',        406, not-acceptable
            POST, /shop,                  <a/>,      415, media-type-refused
            GET,  /shop/throws,           '',        500, internal-error
            GET,  /shop/error,            '',        500, internal-error
            GET,  /shop/wae500,           '',        500, internal-error
            GET,  /shop/refuses,          '',        409, status-409
            GET,  /shop/silent,           '',        404, not-found
            """)
    void aFailureIsOursWithoutItsText(String method, String path, String body, int status, String code) {
        HttpResponse<String> answer = server.send(
                method, path, body, "Accept", "application/xml, text/plain;q=0.5", "Content-Type", "text/xml");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("content-type")).containsExactly("application/problem+json");
        assertThat(answer.headers().allValues("x-gate")).containsExactly("closed");
        String incident = recording.only().incident().toString();
        assertThat(answer.headers().allValues("x-request-id")).containsExactly(incident);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains(incident);
        assertThat(answer.body() + answer.headers().map()).doesNotContain(Shop.CANARY);
        assertThat(recording.only().status()).isEqualTo(status);
    }

    @Test
    void theHeadersAClientNeedsAreKeptAndThoseOfTheLostContentAreNot() {
        HttpResponse<String> refused = server.get("/shop/refuses");
        assertThat(refused.headers().allValues("retry-after")).containsExactly("7");
        assertThat(refused.headers().allValues("x-own")).containsExactly("kept");
        assertThat(refused.headers().map()).doesNotContainKeys("etag", "set-cookie");
        HttpResponse<String> wrongMethod = server.send("PUT", "/shop/json", "x");
        assertThat(wrongMethod.headers().firstValue("allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
    }

    @Test
    void anUnreadableEntityIsTheClientsFaultAndItsParserStaysUnknown() {
        for (String body :
                new String[] {"{\"count\":", "{\"count\":\"" + Shop.CANARY + "\"}", "{\"colour\":1}", "[]"}) {
            HttpResponse<String> answer = server.send("POST", "/shop", body, "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("content-malformed").doesNotContain("count", "colour", Shop.CANARY);
        }
        assertThat(recording.requests())
                .hasSize(4)
                .allSatisfy(event -> assertThat(event.rejection())
                        .hasValueSatisfying(
                                rejection -> assertThat(rejection.code()).isEqualTo("content-malformed")));
    }

    @Test
    void anEntityThatCannotBeWrittenIsOurFault() {
        HttpResponse<String> answer = server.get("/shop/broken-entity");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("internal-error").doesNotContain(Shop.CANARY);
        assertThat(recording.requests()).hasSize(1);
    }

    @Test
    void aGoodEntityIsReadAndARedirectPasses() {
        assertThat(server.send("POST", "/shop", "{\"count\":3}", "Content-Type", "application/json")
                        .body())
                .isEqualTo("ordered 3");
        HttpResponse<String> moved = server.get("/shop/moved");
        assertThat(moved.statusCode()).isEqualTo(303);
        assertThat(moved.headers().firstValue("location")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"/shop/suspended, later", "/shop/stage, staged"})
    void anAsynchronousSuccessPassesAndCompletesOnce(String path, String body) {
        InProcess.Answer answer = new InProcess(JerseyServer.config(recording, another(), Shop.class)).get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().get("X-Gate")).containsExactly("closed");
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/suspended-throws", "/shop/stage-throws"})
    void anExceptionInAnotherThreadIsOursToo(String path) {
        InProcess.Answer answer = new InProcess(JerseyServer.config(recording, another(), Shop.class)).get(path);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("internal-error").doesNotContain(Shop.CANARY);
        assertThat(answer.headers().get("X-Gate")).containsExactly("closed");
        assertThat(recording.only().status()).isEqualTo(500);
    }

    private static Pipeline another() {
        return Pipeline.builder()
                .add(Policy.of("headers", request -> Decision.proceed(request).responseHeader("X-Gate", "closed")))
                .build();
    }

    @Test
    void headAnswersWithoutContent() {
        HttpResponse<String> answer = server.send("HEAD", "/shop/throws", "");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(recording.requests()).hasSize(1);
    }

    @Test
    void withoutAnAuditNothingHappens() {
        server.get("/shop");
        recording.breakDown();
        HttpResponse<String> answer = server.get("/shop");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("audit-unavailable");
        recording.recover();
        assertThat(server.get("/shop").statusCode()).isEqualTo(200);
    }
}
