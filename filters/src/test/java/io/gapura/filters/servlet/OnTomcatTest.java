package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.MARKING;
import static io.gapura.filters.servlet.TomcatWork.Open;
import static io.gapura.filters.servlet.TomcatWork.Work;
import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.Wrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter on a real server, over real sockets. */
class OnTomcatTest {
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

    private static final String ASYNC = "GET /app/s?%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static void later(HttpServletRequest request, HttpServletResponse response) {
        String way = request.getQueryString();
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            throw new IllegalStateException("canary");
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(way.equals("timeout") ? 200 : 300_000);
        if (!way.equals("timeout")) {
            new Thread(() -> finish(async, way)).start();
        }
    }

    private static void finish(AsyncContext async, String way) {
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        try {
            switch (way) {
                case "answer" -> response.getWriter().print("later");
                case "error" -> response.sendError(409, "canary");
                case "dispatch" -> {
                    async.dispatch();
                    return;
                }
                default -> throw new AssertionError(way);
            }
            async.complete();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "answer, 200, later",
        "error, 409, status-409",
        "timeout, 503, timed-out",
        "dispatch, 500, internal-error"
    })
    void whatComesLaterIsGuardedAndRecordedOnce(String way, int status, String content) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", MARKING)
                .servlet("s", "/s/*", does(OnTomcatTest::later))
                .start()) {
            Reply reply = server.send(ASYNC.formatted(way));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains(content).doesNotContain("canary");
            assertThat(reply.has("X-Mark: gate")).isTrue();
            assertThat(server.events(1)).extracting(AuditEvent::status).containsExactly(status);
        }
    }

    @Test
    void aFormIsThereAfterAPolicyReadTheBody() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.reads(100)))
                .servlet("s", "/s/*", does((request, response) -> {
                    response.getWriter().print(String.join(",", request.getParameterValues("a")));
                    response.getWriter().print(request.getInputStream().readAllBytes().length);
                }))
                .start()) {
            Reply reply = server.post("/app/s?a=0", "application/x-www-form-urlencoded", "a=1&a=2");
            assertThat(reply.body()).contains("0,1,27");
            assertThat(server.post("/app/s", "text/plain", "x".repeat(101)).status())
                    .isEqualTo(413);
        }
    }

    private static final String PARTS = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n";

    @Test
    void multipartIsParsedByTheContainerUnlessAPolicyReadIt() throws Exception {
        HttpServlet counting = does((request, response) ->
                response.getWriter().print("parts " + request.getParts().size() + request.getParameter("a")));
        try (TomcatServer server = new TomcatServer().gate("gapura", MARKING).servlet("s", "/s/*", counting)) {
            ((Wrapper) server.context().findChild("s")).setMultipartConfigElement(new MultipartConfigElement(""));
            server.start();
            assertThat(server.post("/app/s", "multipart/form-data; boundary=x", PARTS)
                            .body())
                    .contains("parts 11");
        }
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.reads(1_000)))
                .servlet("s", "/s/*", counting)) {
            ((Wrapper) server.context().findChild("s")).setMultipartConfigElement(new MultipartConfigElement(""));
            server.start();
            assertThat(server.post("/app/s", "multipart/form-data; boundary=x", PARTS)
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    void severalRegistrationsAreOneGate() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("access", Rules.pipeline(Rules.callersOnly()))
                .filter("foreign", (request, response, chain) -> chain.doFilter(request, response), "/*")
                .gate("caller", Rules.pipeline(Rules.caller()))
                .gate("marks", Rules.pipeline(Rules.mark("Mark")))
                .servlet(
                        "s",
                        "/s/*",
                        does((request, response) -> response.getWriter().print(request.getRemoteUser())))
                .start()) {
            Reply refused = server.get("/app/s");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.has("X-Mark: gate")).isTrue();
            Reply served =
                    server.send("GET /app/s HTTP/1.1\r\nHost: localhost\r\nX-Caller: ann\r\nConnection: close\r\n\r\n");
            assertThat(served.body()).contains("ann");
            assertThat(server.events(2)).extracting(AuditEvent::status).containsExactly(401, 200);
        }
    }

    @Test
    void aForeignFilterThatAnswersInBetweenIsRefused() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("first", Rules.pipeline(Rules.mark("A")))
                .filter(
                        "foreign",
                        (request, response, chain) -> response.getWriter().print("secret"),
                        "/*")
                .gate("second", Rules.pipeline(Rules.mark("B")))
                .servlet("s", "/s/*", does((request, response) -> {}))
                .start()) {
            Reply reply = server.get("/app/s");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("stage-skipped").doesNotContain("secret");
        }
    }

    @Test
    void aForgottenFeatureIsRefusedNotPassed() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .filter("gapura", new GapuraFilter(MARKING, Endpoints.JAXRS), "/*")
                .servlet(
                        ServletEndpointsTest.Rest.class.getName(),
                        "/api/*",
                        does((request, response) -> response.getWriter().print("secret")))
                .start()) {
            Reply reply = server.get("/app/api/x");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).doesNotContain("secret");
            assertThat(server.events(1))
                    .extracting(event -> event.rejection().orElseThrow().reason())
                    .containsExactly("feature-missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/x/../s", "/app/%2e%2e/app/s", "/app/s;/x", "/app//s", "/app/s;v=1"})
    void aPathThatReadersDisagreeOnReachesNoServlet(String path) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.strictTargets()))
                .servlet(
                        "s",
                        "/s/*",
                        does((request, response) -> response.getWriter().print("secret")))
                .start()) {
            Reply reply = server.get(path);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).doesNotContain("secret");
        }
    }

    @Test
    void theInitializersFilterComesBeforeTheOthers() throws Exception {
        List<String> order = new ArrayList<>();
        try (TomcatServer server = new TomcatServer()
                .filter(
                        "other",
                        (request, response, chain) -> {
                            order.add(String.valueOf(request.getAttribute(Exchange.ATTRIBUTE) != null));
                            chain.doFilter(request, response);
                        },
                        "/*")
                .servlet("s", "/s/*", does((request, response) -> {}))) {
            server.context()
                    .addServletContainerInitializer(
                            (types, context) -> {
                                FilterRegistration.Dynamic gate = context.addFilter("gate", new GapuraFilter(MARKING));
                                gate.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                            },
                            null);
            server.start();
            server.get("/app/s");
            assertThat(order).containsExactly("true");
        }
    }
}
