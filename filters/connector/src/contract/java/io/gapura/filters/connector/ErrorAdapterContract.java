package io.gapura.filters.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every container adapter must give, asked over raw sockets of a server that has {@link Failing} at {@code
 * /app/fail/*} and no filter at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ErrorAdapterContract {
    private static final String CANARY = "canary-7f3a";

    /** Fails in the ways that servers show to clients. */
    public static final class Failing extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (String.valueOf(request.getPathInfo())) {
                case "/throw" -> throw new IllegalStateException(CANARY);
                case "/send" -> response.sendError(409, CANARY);
                case "/headers" -> {
                    response.setHeader("ETag", "\"" + CANARY + "\"");
                    response.setHeader("Set-Cookie", "session=" + CANARY);
                    response.sendError(400, CANARY);
                }
                case "/own" -> {
                    response.setStatus(418);
                    response.setContentType("text/plain");
                    response.getOutputStream().print("short and stout");
                }
                default -> response.getOutputStream().print("fine");
            }
        }
    }

    /** The port of a started server. */
    protected abstract int port();

    /** Whether the server hands a request it cannot parse to anything at all. */
    protected boolean isMalformedRenderable() {
        return true;
    }

    protected final RawAnswer send(String request) throws IOException {
        return RawHttp.to("127.0.0.1", port())
                .within(Duration.ofMinutes(5))
                .send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    protected final RawAnswer get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static void assertProblem(RawAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.all("Cache-Control")).containsExactly("no-store");
        assertThat(answer.all("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.all("X-Request-Id")).hasSize(1);
        assertThat(answer.text())
                .startsWith("{\"type\":\"")
                .contains(
                        "\"status\":" + status + ",", answer.all("X-Request-Id").get(0))
                .endsWith("\"}");
        assertNoLeak(answer);
    }

    private static void assertNoLeak(RawAnswer answer) {
        assertThat(answer.headers() + answer.text())
                .doesNotContain(CANARY, "Exception", "java.", "<html", "<h1")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("undertow");
        assertThat(answer.all("Set-Cookie")).isEmpty();
        assertThat(answer.all("ETag")).isEmpty();
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void whatIsFineIsLeftAlone() throws IOException {
        assertThat(get("/app/fail/fine").status()).isEqualTo(200);
        assertThat(get("/app/fail/fine").text()).isEqualTo("fine");
    }

    @Test
    void anExceptionIsAnInternalErrorWithoutItsText() throws IOException {
        assertProblem(get("/app/fail/throw"), 500);
        assertThat(get("/app/fail/throw").text()).contains("\"code\":\"internal-error\"");
    }

    @Test
    void theTextOfSendErrorIsDropped() throws IOException {
        assertProblem(get("/app/fail/send"), 409);
    }

    @Test
    void whatTheEndpointSetBeforeItFailedDoesNotLeave() throws IOException {
        assertProblem(get("/app/fail/headers"), 400);
    }

    @Test
    void anErrorThatTheApplicationWroteIsItsOwn() throws IOException {
        assertThat(get("/app/fail/own").text()).isEqualTo("short and stout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/app/nowhere", "/app/../nowhere-else"})
    void whatIsNotThereIsNotFound(String target) throws IOException {
        RawAnswer answer = get(target);
        assertThat(answer.status()).isIn(400, 404);
        assertProblem(answer, answer.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void everyMethodGetsADocument(String method) throws IOException {
        assertProblem(send(method + " /app/fail/throw HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "application/json;q=0", "garbage;;;"})
    void everyAcceptGetsADocument(String accept) throws IOException {
        assertProblem(
                send("GET /app/fail/throw HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept
                        + "\r\nConnection: close\r\n\r\n"),
                500);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws IOException {
        RawAnswer answer = send("HEAD /app/fail/send HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.content()).isEmpty();
    }

    /** What no filter ever sees. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /app/%zz-canary-7f3a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /app/fail\u0000canary-7f3a HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /app/fail HTTP/1.1\r\nHost: localhost\r\nX-\u0001canary-7f3a: y\r\n\r\n",
                "GET /app/fail HTTP/1.1\r\nHost: a\r\nHost: canary-7f3a\r\n\r\n",
                "GET /app/fail HTTP/1.1\r\nHost: localhost\r\nContent-Length: canary-7f3a\r\n\r\n",
                "GET /app/fail HTTP/9.9\r\nHost: localhost\r\n\r\n"
            })
    void whatTheConnectorRefusesLeaksNothing(String request) throws IOException {
        RawAnswer answer = send(request);
        if (answer.status() == 0 || answer.status() < 400) {
            assertNoLeak(answer);
            return;
        }
        if (answer.content().length == 0 && !isMalformedRenderable()) {
            assertNoLeak(answer);
        } else {
            assertProblem(answer, answer.status());
        }
    }

    @Test
    void twoFailuresHaveTwoIds() throws IOException {
        assertThat(get("/app/fail/throw").all("X-Request-Id"))
                .isNotEqualTo(get("/app/fail/throw").all("X-Request-Id"));
    }
}
