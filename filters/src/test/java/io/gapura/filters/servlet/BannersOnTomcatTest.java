package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a filter can do about the banners of a connector, and what it cannot. */
class BannersOnTomcatTest {
    private static final Pipeline STRICT =
            Pipeline.builder().add(SecurityHeaders.strict()).build();

    /** A servlet that sets no header. */
    private static final class Plain extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("served");
        }
    }

    private static Reply reply() throws Exception {
        try (TomcatServer server = new TomcatServer().gate("gapura", STRICT).servlet("s", "/s", new Plain())) {
            server.connector().setXpoweredBy(true);
            server.connector().setProperty("server", "banner");
            server.start();
            return server.get("/app/s");
        }
    }

    @Test
    void whatTheConnectorSetsBeforeTheFilterIsTakenOff() throws Exception {
        assertThat(reply()).satisfies(reply -> {
            assertThat(reply.body()).contains("served");
            assertThat(reply.has("X-Powered-By:")).isFalse();
            assertThat(reply.has("X-Frame-Options: DENY")).isTrue();
        });
    }

    /** The reason for the sentence in the README: the day this fails, it can go. */
    @Test
    void whatTheConnectorWritesAtTheEndIsBeyondAFilter() throws Exception {
        assertThat(reply().has("Server: banner")).isTrue();
    }
}
