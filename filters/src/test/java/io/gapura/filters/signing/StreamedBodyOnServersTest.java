package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Completion;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Mode;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real server no success leaves unless all content is proven, whatever the application reads. */
class StreamedBodyOnServersTest extends StreamedBodies {
    private static final String CHANGED = CONTENT.substring(1) + "x";

    // On a real server: the path says what the application does.

    private static void serve(String how, InputStream in, java.io.Writer out) throws IOException {
        switch (how) {
            case "all" -> out.write("read " + in.readAllBytes().length);
            case "some" -> out.write("read " + in.readNBytes(10).length);
            case "closes" -> {
                try (in) {
                    out.write("read " + in.readNBytes(10).length);
                }
            }
            case "swallows" -> {
                try {
                    out.write("read " + in.readAllBytes().length);
                } catch (IOException swallowed) {
                    out.write("all is well");
                }
            }
            default -> out.write("read nothing");
        }
    }

    /** The same under Jakarta REST. */
    @Path("up")
    public static class Uploads {
        @POST
        @Path("echo")
        public StreamingOutput echo(InputStream in) {
            return out -> in.transferTo(out);
        }

        @POST
        @Path("empty")
        public void empty(InputStream in) {}

        @POST
        @Path("conflict")
        public Response conflict(InputStream in) {
            return Response.status(409).build();
        }

        @POST
        @Path("text")
        public String text(String text) {
            return "read " + text.length();
        }

        @POST
        @Path("{how}")
        public String any(@PathParam("how") String how, InputStream in) throws IOException {
            java.io.StringWriter out = new java.io.StringWriter();
            serve(how, in, out);
            return out.toString();
        }
    }

    private static final HttpServlet SERVLET = new HttpServlet() {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String how = request.getPathInfo().substring(1);
            switch (how) {
                case "echo" -> request.getInputStream().transferTo(response.getOutputStream());
                case "empty" -> response.setStatus(204);
                case "conflict" -> response.setStatus(409);
                case "text" ->
                    response.getWriter()
                            .print("read "
                                    + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                            .length());
                case "early" -> {
                    response.getWriter().print("begun");
                    response.flushBuffer();
                }
                case "later" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        try {
                            async.getResponse().getWriter().print("unread");
                        } catch (IOException gone) {
                            throw new AssertionError(gone);
                        }
                        async.complete();
                    });
                }
                default -> serve(how, request.getInputStream(), response.getWriter());
            }
        }
    };

    private TomcatServer server(boolean filter, Mode mode) throws Exception {
        TomcatServer server = new TomcatServer();
        if (filter) {
            return server.filter("gapura", new GapuraFilter(pipeline(mode)), "/*")
                    .servlet("up", "/up/*", SERVLET)
                    .start();
        }
        GapuraFeature feature = GapuraFeature.in(server.recording().deployment(), pipeline(mode));
        ResourceConfig config = new ResourceConfig(Uploads.class).register(feature);
        return server.servlet("rest", "/*", new ServletContainer(config)).start();
    }

    private Reply post(TomcatServer server, String how, String sent, boolean chunked) throws IOException {
        String target = "/app/up/" + how;
        List<HeaderLine> lines = new ArrayList<>(
                List.of(new HeaderLine("Host", "localhost"), new HeaderLine("Content-Type", "text/plain")));
        lines.addAll(RequestSigner.with(signing.key, SignatureProfile.STRICT)
                .sign(
                        "POST",
                        URI.create("http://localhost" + target),
                        List.copyOf(lines),
                        CONTENT.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder request = new StringBuilder("POST " + target + " HTTP/1.1\r\nConnection: close\r\n");
        lines.forEach(line ->
                request.append(line.name()).append(": ").append(line.value()).append("\r\n"));
        if (chunked) {
            request.append("Transfer-Encoding: chunked\r\n\r\n")
                    .append(Integer.toHexString(sent.length()))
                    .append("\r\n")
                    .append(sent)
                    .append("\r\n0\r\n\r\n");
        } else {
            request.append("Content-Length: ")
                    .append(sent.length())
                    .append("\r\n\r\n")
                    .append(sent);
        }
        return server.send(request.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "all, 200, 401",
        "some, 200, 401",
        "closes, 200, 401",
        "swallows, 200, 401",
        "nothing, 200, 401",
        "text, 200, 401",
        "empty, 204, 401",
        "conflict, 409, 409",
    })
    void noSuccessLeavesUnlessAllIsProvenWhateverTheApplicationReads(String how, int good, int bad) throws Exception {
        for (boolean filter : new boolean[] {true, false}) {
            try (TomcatServer server = server(filter, Mode.ENFORCE)) {
                for (boolean chunked : new boolean[] {true, false}) {
                    String row = how + (filter ? " filter" : " feature") + (chunked ? " chunked" : " declared");
                    assertThat(post(server, how, CONTENT, chunked).status())
                            .as(row)
                            .isEqualTo(good);
                    Reply refused = post(server, how, CHANGED, chunked);
                    assertThat(refused.status()).as(row).isEqualTo(bad);
                    assertThat(refused.body()).as(row).doesNotContain("read ").doesNotContain("well");
                }
                assertThat(server.events(4)).extracting(event -> event.status()).containsExactly(good, bad, good, bad);
            }
        }
        assertThat(endings.seen(8)).extracting(Completion::status).containsOnly(good, bad);
    }

    @Test
    void anEchoThatHasBegunIsCutOff() throws Exception {
        for (boolean filter : new boolean[] {true, false}) {
            try (TomcatServer server = server(filter, Mode.ENFORCE)) {
                assertThat(post(server, "echo", CONTENT, false).body()).contains("0123456789");
                Reply cut = post(server, "echo", CHANGED, true);
                assertThat(cut.status()).isEqualTo(200);
                assertThat(cut.complete()).as("filter: " + filter).isFalse();
            }
        }
        assertThat(endings.seen(4)).extracting(Completion::cut).containsExactly(false, true, false, true);
    }

    @Test
    void anAnswerThatLeftBeforeTheEndIsCutOffWhenTheRestIsWrong() throws Exception {
        try (TomcatServer server = server(true, Mode.ENFORCE)) {
            assertThat(post(server, "early", CONTENT, true).complete()).isTrue();
            assertThat(post(server, "early", CHANGED, true).complete()).isFalse();
        }
    }

    @Test
    void anAsynchronousAnswerThatDidNotReadIsAFaultOfTheApplication() throws Exception {
        try (TomcatServer server = server(true, Mode.ENFORCE)) {
            Reply reply = post(server, "later", CONTENT, false);
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).doesNotContain("unread\"").contains("internal-error");
            assertThat(server.events(1))
                    .extracting(event -> event.rejection().orElseThrow().reason())
                    .containsExactly("body-unread");
        }
    }

    @ParameterizedTest
    @CsvSource({"all", "some", "nothing", "later"})
    void inShadowItIsRecordedAndPasses(String how) throws Exception {
        try (TomcatServer server = server(true, Mode.SHADOW)) {
            Reply reply = post(server, how, CHANGED, false);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(server.events(1).get(0).shadowed())
                    .extracting(would -> would.rejection().reason())
                    .containsExactly(how.equals("later") ? "body-unread" : "digest");
        }
    }
}
