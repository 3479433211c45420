package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.MARKING;
import static io.gapura.filters.servlet.TomcatWork.Open;
import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwards and includes of a real container, decided for the servlet that they lead to. */
class DispatchesOnTomcatTest {
    @Test
    void aForwardToAClosedServletIsRefusedAndAnOpenOneIsServed() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.mark("Mark"), opens(Open.class, Front.class)))
                .servlet("front", "/front", new Front())
                .servlet("open", "/open", new Open())
                .servlet(
                        "closed",
                        "/closed",
                        does((request, response) -> response.getWriter().print("secret")))
                .start()) {
            assertThat(server.get("/app/front?forward=/open").body()).contains("open");
            Reply refused = server.get("/app/front?forward=/closed");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("secret");
            assertThat(refused.has("X-Mark: gate")).isTrue();
            assertThat(server.get("/app/front?forward=/open%3Fname=inner&name=outer")
                            .body())
                    .contains("open inner");
            assertThat(server.events(3)).extracting(AuditEvent::status).containsExactly(200, 403, 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 500, gate-misconfigured", "true, 403, access-denied"})
    void aNamedForwardIsNeverServed(boolean mappedToNames, int status, String code) throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(opens(Front.class)))
                .servlet("front", "/front", new Front())
                .servlet(
                        "closed",
                        "/closed",
                        does((request, response) -> response.getWriter().print("secret")))) {
            if (mappedToNames) {
                FilterMap names = new FilterMap();
                names.setFilterName("gapura");
                names.addServletName("*");
                names.setDispatcher("FORWARD");
                server.context().addFilterMap(names);
            }
            server.start();
            Reply named = server.get("/app/front?named=closed");
            assertThat(named.status()).isEqualTo(status);
            assertThat(named.body()).contains(code).doesNotContain("secret");
        }
    }

    @Test
    void anIncludeOfAClosedServletRefusesTheWholeAnswer() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", Rules.pipeline(Rules.mark("Mark"), opens(Open.class, Front.class)))
                .servlet("front", "/front", new Front())
                .servlet("open", "/open", new Open())
                .servlet(
                        "closed",
                        "/closed",
                        does((request, response) -> response.getWriter().print("secret")))
                .start()) {
            assertThat(server.get("/app/front?include=/open").body()).contains("before open after");
            Reply refused = server.get("/app/front?include=/closed");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("access-denied")
                    .doesNotContain("secret")
                    .doesNotContain("before");
            assertThat(server.events(2)).extracting(AuditEvent::status).containsExactly(200, 403);
        }
    }

    @Test
    void aForwardThatTheFilterIsNotMappedForIsNotServed() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", MARKING, DispatcherType.REQUEST)
                .servlet("front", "/front", new Front())
                .servlet("open", "/open", new Open())
                .start()) {
            Reply reply = server.get("/app/front?forward=/open");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("gate-misconfigured");
        }
    }

    private static Policy opens(Class<?>... types) {
        return Policy.of(
                "access",
                Stage.ENDPOINT,
                request -> request.endpoint()
                                .flatMap(endpoint -> endpoint.type())
                                .filter(Set.of(types)::contains)
                                .isPresent()
                        ? Decision.proceed()
                        : Decision.reject(403, "access-denied", "closed"));
    }

    /** Hands on to where it is told. */
    public static final class Front extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getParameter("forward") != null) {
                request.getRequestDispatcher(request.getParameter("forward")).forward(request, response);
            } else if (request.getParameter("named") != null) {
                getServletContext()
                        .getNamedDispatcher(request.getParameter("named"))
                        .forward(request, response);
            } else {
                response.getWriter().print("before ");
                request.getRequestDispatcher(request.getParameter("include")).include(request, response);
                response.getWriter().print(" after");
            }
        }
    }
}
