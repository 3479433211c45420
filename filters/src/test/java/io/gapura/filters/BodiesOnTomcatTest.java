package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.limits.Gzip;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.jersey.message.GZipEncoder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms, codings and counts over real sockets: behind a filter, a feature, or both, with a real Jersey. */
class BodiesOnTomcatTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pipeline PIPELINE = Pipeline.builder()
            .add(Limits.defaults().gzip(100).maxForm(DataSize.bytes(100)).maxBody(DataSize.of("100KiB")))
            .build();

    /** Where the gate stands. */
    private enum Shape {
        FILTER_AND_FEATURE,
        FEATURE
    }

    @Path("bodies")
    public static class Bodies {
        @POST
        @Path("form")
        public String form(@FormParam("a") String a) {
            return "a is " + a;
        }

        @POST
        @Path("text")
        public String text(@HeaderParam("Content-Encoding") String coding, String content) {
            return content.length() + " of " + coding;
        }
    }

    private static TomcatServer jersey(Shape shape) throws Exception {
        ResourceConfig config = new ResourceConfig(Bodies.class).register(GZipEncoder.class);
        TomcatServer server = new TomcatServer();
        if (shape == Shape.FEATURE) {
            config.register(new GapuraFeature(PIPELINE));
        } else {
            config.register(GapuraFeature.class);
            server.filter("gapura", new GapuraFilter(PIPELINE, Endpoints.JAXRS), "/*");
        }
        return server.servlet("rest", "/api/*", new ServletContainer(config)).start();
    }

    private static Reply gzip(TomcatServer server, String path, String type, byte[] wire) throws IOException {
        return server.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Encoding: gzip\r\nContent-Length: " + wire.length + "\r\n\r\n"
                + new String(wire, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aFormIsTheOneThatWasChecked(Shape shape) throws Exception {
        try (TomcatServer server = jersey(shape)) {
            assertThat(server.post("/app/api/bodies/form", FORM, "a=%C3%BC+1").body())
                    .contains("a is \u00C3\u00BC 1");
            assertThat(server.post("/app/api/bodies/form", FORM, "a=" + "1".repeat(98))
                            .status())
                    .isEqualTo(200);
            assertThat(server.post("/app/api/bodies/form", FORM, "a=" + "1".repeat(99))
                            .status())
                    .isEqualTo(413);
            assertThat(server.post("/app/api/bodies/form?a=1", FORM, "a=2").status())
                    .isEqualTo(400);
            assertThat(server.post("/app/api/bodies/form", FORM, "_method=DELETE&a=1")
                            .status())
                    .isEqualTo(400);
            assertThat(gzip(server, "/app/api/bodies/form", FORM, Gzip.of(bytes("a=7")))
                            .body())
                    .contains("a is 7");
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aQueryIsNoForm(Shape shape) throws Exception {
        try (TomcatServer server = jersey(shape)) {
            assertThat(server.post("/app/api/bodies/form?a=query", FORM, "b=2").body())
                    .contains("a is null");
            assertThat(server.post("/app/api/bodies/form?a=query", FORM, "").body())
                    .doesNotContain("query");
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void codedContentIsDecodedOnceWhateverTheRuntimeWouldDo(Shape shape) throws Exception {
        try (TomcatServer server = jersey(shape)) {
            String path = "/app/api/bodies/text";
            assertThat(gzip(server, path, "text/plain", Gzip.of(bytes("decoded")))
                            .body())
                    .contains("7 of null");
            Reply bomb = gzip(server, path, "text/plain", Gzip.bomb(99 * 1024));
            assertThat(bomb.status()).isEqualTo(413);
            assertThat(bomb.body()).contains("body-too-large");
            assertThat(gzip(server, path, "text/plain", Gzip.bomb(1024 * 1024)).status())
                    .isEqualTo(413);
            Reply corrupt = gzip(server, path, "text/plain", bytes("no gzip"));
            assertThat(corrupt.status()).isEqualTo(400);
            assertThat(corrupt.body()).contains("content-malformed");
            if (shape == Shape.FILTER_AND_FEATURE) {
                assertThat(server.events(4))
                        .extracting(event ->
                                event.rejection().map(Rejection::reason).orElse("-"))
                        .containsExactly("-", "body.ratio", "body.ratio", "coding.corrupt");
            }
        }
    }

    /** Reads without blocking, as far as it is told, and says how it ended. */
    private static final class Listening extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AsyncContext async = request.startAsync();
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new ReadListener() {
                private int count;

                @Override
                public void onDataAvailable() throws IOException {
                    byte[] piece = new byte[100];
                    while (in.isReady() && !in.isFinished()) {
                        count += Math.max(in.read(piece), 0);
                    }
                }

                @Override
                public void onAllDataRead() throws IOException {
                    end("read " + count);
                }

                @Override
                public void onError(Throwable thrown) {
                    try {
                        end("failed");
                    } catch (IOException gone) {
                        throw new AssertionError(gone);
                    }
                }

                private void end(String word) throws IOException {
                    async.getResponse().getWriter().print(word);
                    async.complete();
                }
            });
        }
    }

    private static TomcatServer listening() throws Exception {
        return new TomcatServer()
                .gate("gapura", PIPELINE)
                .servlet("s", "/s/*", new Listening())
                .start();
    }

    private static String chunked(int length) {
        StringBuilder text = new StringBuilder("POST /app/s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int left = length; left > 0; left -= 1_000) {
            int piece = Math.min(left, 1_000);
            text.append(Integer.toHexString(piece))
                    .append("\r\n")
                    .append("x".repeat(piece))
                    .append("\r\n");
        }
        return text.append("0\r\n\r\n").toString();
    }

    @Test
    void aListenerReadsToTheBoundAndNoFurther() throws Exception {
        try (TomcatServer server = listening()) {
            assertThat(server.send(chunked(100 * 1024)).body()).contains("read 102400");
            Reply over = server.send(chunked(100 * 1024 + 1));
            assertThat(over.status()).isEqualTo(413);
            assertThat(over.body())
                    .contains("body-too-large")
                    .doesNotContain("read")
                    .doesNotContain("failed");
            assertThat(over.has("Connection: close")).isTrue();
        }
    }

    @Test
    void aListenerIsGivenDecodedContentOfARealWire() throws Exception {
        try (TomcatServer server = listening()) {
            assertThat(gzip(server, "/app/s", "text/plain", Gzip.of(new byte[50_000]))
                            .body())
                    .contains("read 50000");
            assertThat(gzip(server, "/app/s", "text/plain", bytes("no gzip")).status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=1&b=2"})
    void aListenerReadsAFormThatTheGateHasRead(String form) throws Exception {
        try (TomcatServer server = listening()) {
            assertThat(server.post("/app/s", FORM, form).body()).contains("read " + form.length());
        }
    }
}
