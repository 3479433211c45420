package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The adapter on a real server, over real sockets. */
class OnTomcatTest {
    private static final Pipeline MARKING = Pipeline.builder()
            .add(Policy.of("mark", request -> Decision.proceed().responseHeader("X-Mark", "gate")))
            .build();

    @FunctionalInterface
    interface Work {
        void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    /** A servlet that does what a test says. */
    static HttpServlet does(Work work) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException, ServletException {
                work.run(request, response);
            }
        };
    }

    private static Reply one(Work work, String request) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", MARKING)
                .servlet("s", "/s/*", does(work))
                .start()) {
            return server.send(request);
        }
    }

    private static final String GET = "GET /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void anAdmittedRequestIsServedWithTheHeadersOfTheGate() throws Exception {
        Reply reply = one((request, response) -> response.getWriter().print("hello"), GET);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("hello");
        assertThat(reply.has("X-Mark: gate")).isTrue();
        assertThat(reply.has("X-Request-Id: ")).isTrue();
    }

    @Test
    void theTextOfSendErrorIsDropped() throws Exception {
        Reply reply = one((request, response) -> response.sendError(400, "canary"), GET);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.head() + reply.body()).doesNotContain("canary").contains("\"code\":\"status-400\"");
        assertThat(reply.has("X-Mark: gate")).isTrue();
    }

    @Test
    void anExceptionIsRenderedByTheGate() throws Exception {
        Reply reply = one(
                (request, response) -> {
                    throw new ServletException("canary");
                },
                GET);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.head() + reply.body()).doesNotContain("canary").contains("\"code\":\"internal-error\"");
    }

    @Test
    void anAnswerThatHadLeftIsCutOff() throws Exception {
        Reply reply = one(
                (request, response) -> {
                    response.getWriter().print("begun");
                    response.flushBuffer();
                    throw new IllegalStateException("late");
                },
                GET);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.complete()).isFalse();
        assertThat(reply.body()).doesNotContain("internal-error");
    }

    @Test
    void aNarrowerMappingDoesNotStart() throws Exception {
        try (TomcatServer server = new TomcatServer().filter("gapura", new GapuraFilter(MARKING), "/s/*")) {
            assertThatThrownBy(server::start).hasMessageContaining("did not start");
        }
    }

    @Test
    void anEndpointPolicySeesTheServlet() throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of(
                        "access",
                        Stage.ENDPOINT,
                        request -> request.endpoint()
                                .flatMap(endpoint -> endpoint.type())
                                .filter(Open.class::equals)
                                .<Decision>map(open -> Decision.proceed())
                                .orElse(Decision.reject(403, "access-denied", "closed"))))
                .build();
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", pipeline)
                .servlet("open", "/open", new Open())
                .servlet(
                        "other",
                        "/other",
                        does((request, response) -> response.getWriter().print("secret")))
                .start()) {
            assertThat(server.get("/app/open").status()).isEqualTo(200);
            assertThat(server.get("/app/other").status()).isEqualTo(403);
            assertThat(server.get("/app/nothing").status()).isEqualTo(403);
            assertThat(server.events(3)).extracting(AuditEvent::status).containsExactly(200, 403, 403);
        }
    }

    /** A servlet with a class of its own. */
    public static final class Open extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("open");
        }
    }
}
