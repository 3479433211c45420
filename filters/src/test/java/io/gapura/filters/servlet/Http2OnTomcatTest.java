package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real connection of HTTP/2 in clear text, as the client of the JDK opens it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2OnTomcatTest {
    private TomcatServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    /** Says by what protocol it was asked, and for which host. */
    private static final class Protocol extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getProtocol() + " " + request.getServerName());
        }
    }

    @BeforeAll
    void start() throws Exception {
        Pipeline pipeline =
                Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();
        server = new TomcatServer().gate("gapura", pipeline).servlet("s", "/s", new Protocol());
        server.connector().addUpgradeProtocol(new Http2Protocol());
        server.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> get(String target) throws Exception {
        URI uri = URI.create("http://localhost:" + server.connector().getLocalPort() + "/app" + target);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * The request that asked for the upgrade is handed on as one of HTTP/2 with the fields of a connection on it: RFC 9113
     * §3.1 has taken that way out, and through a proxy it is h2c smuggling. What follows on the connection is served.
     */
    @Test
    void theRequestThatUpgradesInClearTextIsRefusedAndThoseAfterItAreServed() throws Exception {
        HttpResponse<String> upgrading = get("/s");
        assertThat(upgrading.statusCode()).isEqualTo(400);
        assertThat(upgrading.body()).contains("\"code\":\"request-malformed\"");

        HttpResponse<String> next = get("/s");
        assertThat(next.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("HTTP/2.0 localhost");
        assertThat(get("/s/../s").statusCode()).isEqualTo(400);
    }
}
