package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed trailers on a real server: chunks, and fields behind the last one. */
class TrailersOnTomcatTest {
    private static final SignatureProfile OPEN = SignatureProfile.STRICT.trailers();
    private static final List<HeaderLine> SIGNED =
            List.of(new HeaderLine("X-Sum", "7"), new HeaderLine("X-Rows", "12"));
    private static final String CONTENT = "hello, trailers";

    private final Signing signing = new Signing();

    /** Says what it was sent. */
    @Path("echo")
    public static class Echo {
        @POST
        public String post(String content) {
            return content;
        }
    }

    private Pipeline gate() {
        return Pipeline.builder()
                .add(Signatures.required(signing.ring)
                        .authorities("localhost")
                        .acceptingCreatedBeforeStart()
                        .profile(OPEN))
                .build();
    }

    private static TomcatServer server() throws Exception {
        TomcatServer server = new TomcatServer();
        server.connector().setProperty("allowedTrailerHeaders", "x-sum,x-rows,x-seen,x-long,content-type");
        return server;
    }

    private TomcatServer filterAlone() throws Exception {
        TomcatServer server = server();
        server.gate("gapura", gate()).servlet("s", "/s", new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                String read = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                response.getWriter().print(read + " " + request.getTrailerFields());
            }
        });
        return server.start();
    }

    /** One wire form of a request whose signature covers both trailers. */
    private String wire(String path, List<String> behind) {
        List<HeaderLine> headers = List.of(new HeaderLine("Content-Type", "text/plain"));
        byte[] content = CONTENT.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, X-Rows\r\n");
        RequestSigner.with(signing.key, OPEN)
                .sign("POST", URI.create("http://localhost" + path), headers, content, SIGNED)
                .forEach(line -> text.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        text.append("\r\n5\r\nhello\r\na\r\n, trailers\r\n0\r\n");
        behind.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString();
    }

    private static String reason(TomcatServer server) throws InterruptedException {
        AuditEvent event = server.events(1).get(0);
        return event.rejection().orElseThrow().reason();
    }

    @Test
    void signedTrailersPassAndTheApplicationSeesThem() throws Exception {
        try (TomcatServer server = filterAlone()) {
            Reply reply = server.send(wire("/app/s", List.of("X-Sum: 7", "x-rows:12 ")));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains(CONTENT + " {").contains("X-Sum=7", "x-rows=12");
        }
    }

    @Test
    void whatIsNotCoveredMayBeAdded() throws Exception {
        try (TomcatServer server = filterAlone()) {
            Reply reply = server.send(wire("/app/s", List.of("X-Rows: 12", "X-Seen: proxy", "X-Sum: 7")));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("X-Seen=proxy");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Sum: 8   | X-Rows: 12 | 401 | signature
            X-Sum: 7   | X-Seen: 12 | 401 | component-absent
            X-Other: 7 | X-Rows: 12 | 401 | component-absent
            X-Sum: 7   | X-Sum: 7   | 401 | component-absent
            X-Sum: 7   | Content-Type: text/plain | 400 | trailer.forbidden
            """)
    void oneByteOrOneFieldIsEnough(String first, String second, int status, String reason) throws Exception {
        try (TomcatServer server = filterAlone()) {
            Reply reply = server.send(wire("/app/s", List.of(first, second)));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reason(server)).isEqualTo(reason);
        }
    }

    @Test
    void aLineOfTheSameNameIsAnotherValue() throws Exception {
        try (TomcatServer server = filterAlone()) {
            Reply reply = server.send(wire("/app/s", List.of("X-Sum: 7", "X-Rows: 12", "X-Sum: 7")));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reason(server)).isEqualTo("signature");
        }
    }

    /** Its own bound comes first, and it breaks off the reading. */
    @Test
    void whatTheContainerFindsTooLongIsRefused() throws Exception {
        try (TomcatServer server = filterAlone()) {
            List<String> fit = List.of("X-Sum: 7", "X-Rows: 12", "X-Long: " + "a".repeat(8_000));
            assertThat(server.send(wire("/app/s", fit)).status()).isEqualTo(200);
            List<String> larger = List.of("X-Sum: 7", "X-Rows: 12", "X-Long: " + "a".repeat(8_193));
            Reply broken = server.send(wire("/app/s", larger));
            assertThat(broken.status()).isEqualTo(500);
            assertThat(broken.body()).doesNotContain(CONTENT);
            assertThat(server.events(2).get(1).rejection().orElseThrow().reason())
                    .isEqualTo("client-gone");
        }
    }

    /** Tomcat keeps back what it was not told to hand on. */
    @Test
    void aTrailerThatTheConnectorDropsIsAbsent() throws Exception {
        try (TomcatServer server = filterAlone()) {
            server.connector().setProperty("allowedTrailerHeaders", "x-sum");
            Reply reply = server.send(wire("/app/s", List.of("X-Sum: 7", "X-Rows: 12")));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reason(server)).isEqualTo("component-absent");
        }
    }

    @Test
    void aResourceBehindTheFilterIsReachedByThemToo() throws Exception {
        try (TomcatServer server = server()) {
            ResourceConfig config = new ResourceConfig(Echo.class);
            config.register(new GapuraFeature());
            server.filter("gapura", new GapuraFilter(gate(), Endpoints.JAXRS), "/*")
                    .servlet("rest", "/rest/*", new ServletContainer(config));
            server.start();
            Reply good = server.send(wire("/app/rest/echo", List.of("X-Sum: 7", "X-Rows: 12")));
            assertThat(good.status()).isEqualTo(200);
            assertThat(good.body()).isEqualTo(CONTENT);
            assertThat(server.send(wire("/app/rest/echo", List.of("X-Sum: 6", "X-Rows: 12")))
                            .status())
                    .isEqualTo(401);
        }
    }

    /** Jakarta REST has no way to ask. */
    @Test
    void withoutTheFilterNobodyTellsTrailersAndSoTheRequestIsRefused() throws Exception {
        try (TomcatServer server = server()) {
            ResourceConfig config = new ResourceConfig(Echo.class);
            config.register(new GapuraFeature(gate()));
            server.servlet("rest", "/rest/*", new ServletContainer(config)).start();
            Reply reply = server.send(wire("/app/rest/echo", List.of("X-Sum: 7", "X-Rows: 12")));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.body()).contains("signature-refused").doesNotContain("trailer");
        }
    }
}
