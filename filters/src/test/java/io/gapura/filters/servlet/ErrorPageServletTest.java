package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Pipeline;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error page as the last resort of an application, on a real server. */
class ErrorPageServletTest {
    private static final Filter THROWS = (request, response, chain) -> {
        throw new IllegalStateException("canary-filter");
    };
    private static final Filter SENDS =
            (request, response, chain) -> ((HttpServletResponse) response).sendError(409, "canary-filter");

    private static TomcatServer server() throws Exception {
        TomcatServer server = new TomcatServer().servlet("errors", "/gapura-error", new ErrorPageServlet());
        ErrorPage page = new ErrorPage();
        page.setLocation("/gapura-error");
        server.context().addErrorPage(page);
        return server.servlet(
                "s", "/s/*", does((request, response) -> response.getWriter().print("served")));
    }

    private static Reply send(TomcatServer server, String method, String path) throws Exception {
        return server.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void aFilterInFrontThatThrowsIsAnsweredWithoutItsText(String method) throws Exception {
        try (TomcatServer server = server().filter("outside", THROWS, "/*", DispatcherType.REQUEST)) {
            Reply reply = send(server.start(), method, "/app/s");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("internal-error");
            assertThat(reply.head() + reply.body()).doesNotContain("canary").doesNotContain("Exception");
            assertThat(server.events(1)).singleElement().returns(500, AuditEvent::status);
        }
    }

    @Test
    void withAGateBehindThatFilterItIsTheSame() throws Exception {
        try (TomcatServer server = server().filter("outside", SENDS, "/*", DispatcherType.REQUEST)
                .gate("gapura", Pipeline.builder().build())) {
            Reply reply = send(server.start(), "PUT", "/app/s");
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.body()).contains("status-409").doesNotContain("canary");
            assertThat(server.events(1)).hasSize(1);
        }
    }

    @Test
    void headIsToldTheLengthAndNothingElse() throws Exception {
        try (TomcatServer server = server().filter("outside", SENDS, "/*", DispatcherType.REQUEST)) {
            Reply reply = send(server.start(), "HEAD", "/app/s");
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.has("Content-Length: ")).isTrue();
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void nobodyCanCallIt() throws Exception {
        try (TomcatServer server = server()) {
            Reply reply = send(server.start(), "GET", "/app/gapura-error");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).contains("not-found");
        }
    }

    @Test
    void behindTheGateNobodyCanCallItEither() throws Exception {
        try (TomcatServer server = server().servlet(
                        "f",
                        "/f",
                        does((request, response) ->
                                request.getRequestDispatcher("/gapura-error").forward(request, response)))
                .gate("gapura", Pipeline.builder().build())
                .start()) {
            for (String path : new String[] {"/app/gapura-error", "/app/f"}) {
                Reply reply = send(server, "GET", path);
                assertThat(reply.status()).as(path).isEqualTo(404);
                assertThat(reply.body()).contains("not-found");
            }
            assertThat(server.events(2)).hasSize(2);
        }
    }

    @Test
    void itIsNoEndpointThatSomebodyForgotToCover() {
        FakeContext context = new FakeContext()
                .servlet("errors", ErrorPageServlet.class.getName(), "/gapura-error")
                .servlet("orders", FakeApplication.Orders.class.getName(), "/orders");
        assertThat(new ServletEndpoints(context, false, Set.of()).known())
                .isNotEmpty()
                .allMatch(each -> each.id().contains("Orders"));
    }

    @Test
    void whatTheGateHasAnsweredIsNotAnsweredAgain() throws Exception {
        try (TomcatServer server = server().servlet("t", "/t", does((request, response) -> {
                    throw new IllegalStateException("canary-servlet");
                }))
                .gate("gapura", Pipeline.builder().build())) {
            Reply reply = send(server.start(), "GET", "/app/t");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body().split("instance", -1)).hasSize(2);
            assertThat(server.events(1)).hasSize(1);
        }
    }
}
