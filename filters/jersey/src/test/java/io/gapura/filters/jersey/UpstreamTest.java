package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another server answered is not repeated to our clients (CVE-2020-25633). */
class UpstreamTest {
    private static HttpServer upstream;

    private final Recording recording = new Recording();

    /** Calls another server and minds nothing. */
    @Path("relay")
    public static class Relay {
        @GET
        @Path("{path}")
        public String relay(@PathParam("path") String path) {
            URI uri = URI.create("http://localhost:" + upstream.getAddress().getPort() + "/" + path);
            return ClientBuilder.newClient().target(uri).request().get(String.class);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            byte[] text = Shop.CANARY.getBytes(StandardCharsets.UTF_8);
            boolean empty = exchange.getRequestURI().getPath().equals("/empty");
            exchange.getResponseHeaders().add("X-Upstream", Shop.CANARY);
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"" + Shop.CANARY + "\"");
            exchange.sendResponseHeaders(401, empty ? -1 : text.length);
            if (!empty) {
                exchange.getResponseBody().write(text);
            }
            exchange.close();
        });
        upstream.start();
    }

    @AfterAll
    static void stop() {
        upstream.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relay/full", "/relay/empty"})
    void anotherServersAnswerIsABadGateway(String path) {
        InProcess jersey =
                new InProcess(JerseyServer.config(recording, Pipeline.builder().build(), Relay.class)
                        .register(GapuraJerseyFeature.class));
        InProcess.Answer answer = jersey.get(path);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream-failed");
        assertThat(answer.body() + answer.headers()).doesNotContain(Shop.CANARY);
        assertThat(recording.only().rejection()).map(Rejection::code).contains("upstream-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relay/full", "/relay/empty"})
    void withoutJerseysEventsItsTextIsNotRepeatedEither(String path) {
        InProcess jersey =
                new InProcess(JerseyServer.config(recording, Pipeline.builder().build(), Relay.class));
        InProcess.Answer answer = jersey.get(path);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).doesNotContain(Shop.CANARY).contains("instance");
    }
}
