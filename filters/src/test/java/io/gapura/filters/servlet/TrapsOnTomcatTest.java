package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.Wrapper;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways past a gate that is mounted badly, and last words of an application, on a real server. */
class TrapsOnTomcatTest {
    private static final Pipeline MARKING = Rules.pipeline(Rules.mark("Mark"));

    private static final HttpServlet SECRET =
            does((request, response) -> response.getWriter().print("secret"));

    private static Pipeline opens(Class<?>... types) {
        return Pipeline.builder()
                .add(Policy.of(
                        "access",
                        Stage.ENDPOINT,
                        request -> request.endpoint()
                                        .flatMap(endpoint -> endpoint.type())
                                        .filter(Set.of(types)::contains)
                                        .isPresent()
                                ? Decision.proceed()
                                : Decision.reject(403, "access-denied", "closed")))
                .build();
    }

    private static Reply front(String query, DispatcherType... dispatchers) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", opens(DispatchesOnTomcatTest.Front.class, Starter.class), dispatchers)
                .servlet("front", "/front", new DispatchesOnTomcatTest.Front())
                .servlet("starter", "/starter", new Starter())
                .servlet("closed", "/closed", SECRET)
                .start()) {
            return server.get(query);
        }
    }

    @Test
    void anIncludeThatTheFilterIsNotMappedForIsNotServed() throws Exception {
        Reply reply = front("/app/front?include=/closed", DispatcherType.REQUEST, DispatcherType.FORWARD);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("gate-misconfigured").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"false, 500, gate-misconfigured", "true, 403, access-denied"})
    void aNamedIncludeIsNeverServed(boolean mappedToNames, int status, String code) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", opens(Including.class))
                .servlet("front", "/front", new Including())
                .servlet("closed", "/closed", SECRET)) {
            if (mappedToNames) {
                FilterMap names = new FilterMap();
                names.setFilterName("gapura");
                names.addServletName("*");
                names.setDispatcher("INCLUDE");
                server.context().addFilterMap(names);
            }
            server.start();
            Reply reply = server.get("/app/front");
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains(code).doesNotContain("secret");
        }
    }

    /** Includes by name. */
    public static final class Including extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                getServletContext().getNamedDispatcher("closed").include(request, response);
            } catch (jakarta.servlet.ServletException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 500, gate-misconfigured", "true, 403, access-denied"})
    void anAsyncDispatchIsDecidedOnOrNotServed(boolean mapped, int status, String code) throws Exception {
        DispatcherType[] types =
                mapped ? new DispatcherType[0] : new DispatcherType[] {DispatcherType.REQUEST, DispatcherType.FORWARD};
        Reply reply = front("/app/starter?to=/closed", types);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).contains(code).doesNotContain("secret");
    }

    @Test
    void aThreadThatAnswersAfterAnAsyncDispatchIsServed() throws Exception {
        Reply reply = front("/app/starter?to=/starter");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("later");
    }

    /** Dispatches once, then answers on a thread. */
    public static final class Starter extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                async.dispatch(request.getParameter("to"));
            } else {
                new Thread(() -> {
                            try {
                                async.getResponse().getWriter().print("later");
                            } catch (IOException gone) {
                                throw new AssertionError(gone);
                            } finally {
                                async.complete();
                            }
                        })
                        .start();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"front?forward", "front?include", "starter?to"})
    void aDispatchThatTheLastRegistrationDoesNotSeeIsNotServed(String way) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("marks", MARKING)
                .gate("access", opens(DispatchesOnTomcatTest.Front.class, Starter.class), DispatcherType.REQUEST)
                .servlet("front", "/front", new DispatchesOnTomcatTest.Front())
                .servlet("starter", "/starter", new Starter())
                .servlet("closed", "/closed", SECRET)
                .start()) {
            Reply reply = server.get("/app/" + way + "=/closed");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("gate-misconfigured").doesNotContain("secret");
        }
    }

    @Test
    void aHeaderOfTheGateIsNotOverwrittenAfterTheFirstByte() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", MARKING)
                .servlet("flushed", "/flushed", does((request, response) -> {
                    response.getWriter().print("one");
                    response.setHeader("X-Mark", "application");
                    response.getWriter().print("two");
                    response.flushBuffer();
                }))
                .servlet("ended", "/ended", does((request, response) -> {
                    response.getWriter().print("one");
                    response.setIntHeader("X-Mark", 1);
                }))
                .servlet("added", "/added", does((request, response) -> {
                    response.getWriter().print("one");
                    response.addIntHeader("X-Mark", 2);
                }))
                .servlet("reset", "/reset", does((request, response) -> {
                    response.reset();
                    assertThat(response.getHeader("X-Mark")).isEqualTo("gate");
                }))
                .start()) {
            for (String path : new String[] {"/app/flushed", "/app/ended", "/app/added", "/app/reset"}) {
                Reply reply = server.get(path);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.has("X-Mark: gate")).isTrue();
                assertThat(reply.head())
                        .doesNotContain("application")
                        .doesNotContain("X-Mark: 1")
                        .doesNotContain("X-Mark: 2");
            }
        }
    }

    private static String post(String path, String framing) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + framing;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 5\r\n\r\n12345", "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n"})
    void aRefusalWithUnreadContentClosesTheConnection(String framing) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.closed()))
                .servlet("s", "/s/*", SECRET)
                .start()) {
            Reply reply = server.send(post("/app/s", framing));
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.has("Connection: close")).isTrue();
        }
    }

    @Test
    void contentThatIsTooLargeClosesTheConnection() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.reads(4)))
                .servlet("s", "/s/*", SECRET)
                .start()) {
            for (String framing : new String[] {
                "Content-Length: 5\r\n\r\n12345", "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n"
            }) {
                Reply reply = server.send(post("/app/s", framing));
                assertThat(reply.status()).isEqualTo(413);
                assertThat(reply.has("Connection: close")).isTrue();
            }
        }
    }

    @Test
    void aRefusalWithoutContentKeepsTheConnection() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.closed()))
                .servlet("s", "/s/*", SECRET)
                .start()) {
            Reply two = server.send("GET /app/s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(two.body()).contains("HTTP/1.1 403");
        }
    }

    private static final String PARTS = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n";

    @Test
    void partsOfAWatchedBodyAreRefusedByTheGateAndNotByThePageOfTheServer() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.guard()))
                .servlet(
                        "s",
                        "/s/*",
                        does((request, response) -> response.getWriter()
                                .print("parts " + request.getParts().size())))) {
            ((Wrapper) server.context().findChild("s")).setMultipartConfigElement(new MultipartConfigElement(""));
            server.start();
            Reply reply = server.post("/app/s", "multipart/form-data; boundary=x", PARTS);
            assertThat(reply.status()).isEqualTo(415);
            assertThat(reply.has("Content-Type: application/problem+json")).isTrue();
            assertThat(reply.body()).contains("media-type-refused").doesNotContain("parts");
        }
    }

    /** Reads on a thread, swallows what stops it, and writes or does not. */
    private static void swallow(HttpServletRequest request, String way) {
        AsyncContext async = request.startAsync();
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        new Thread(() -> {
                    try {
                        request.getInputStream().readAllBytes();
                    } catch (IOException swallowed) {
                        if (way.equals("writes")) {
                            write(response);
                        }
                    }
                    async.complete();
                })
                .start();
    }

    private static void write(HttpServletResponse response) {
        try {
            response.getWriter().print("all is well");
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writes", "is-silent"})
    void aGuardThatStopsALaterReadingDecidesWhateverTheThreadMakesOfIt(String way) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.guard()))
                .servlet("s", "/s/*", does((request, response) -> swallow(request, way)))
                .start()) {
            Reply reply = server.post("/app/s", "text/plain", "bad!");
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.body()).contains("content-refused").doesNotContain("well");
            assertThat(server.events(1)).extracting(AuditEvent::status).containsExactly(422);
        }
    }

    @Test
    void aFilterThatReadsBetweenTwoRegistrationsIsNotWatchedTooLate() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("marks", MARKING)
                .filter(
                        "hidden-method",
                        (request, response, chain) -> {
                            request.getParameter("_method");
                            chain.doFilter(request, response);
                        },
                        "/*")
                .gate("limits", Rules.pipeline(Rules.guard()))
                .servlet(
                        "s",
                        "/s/*",
                        does((request, response) -> response.getWriter().print("read " + request.getParameter("a"))))
                .start()) {
            Reply form = server.post("/app/s", "application/x-www-form-urlencoded", "a=bad!");
            assertThat(form.status()).isEqualTo(500);
            assertThat(form.body()).contains("gate-misconfigured").doesNotContain("read");
            assertThat(server.post("/app/s", "text/plain", "good").status()).isEqualTo(200);
        }
    }
}
