package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseView;
import io.gapura.filters.Stage;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our server signs, our client proves: over values, and over a real server with either adapter and both. */
class ResponseSignerTest {
    private final Signing signing = new Signing();
    private final SigningKey serverKey = SigningKey.hmac("server-2026-11", Signing.secret(9));
    private final KeyRing servers =
            KeyRing.builder().active(serverKey, "server").build();
    private final ResponseSigner signer =
            ResponseSigner.with(serverKey, SignatureProfile.STRICT).clock(signing.clock, new SecureRandom());
    private final ResponseVerifier verifier =
            ResponseVerifier.with(servers, SignatureProfile.STRICT).clock(signing.clock);

    private static final Headers TEXT = Headers.of("Content-Type", "text/plain");

    private static ByteBuffer bytes(String content) {
        return ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Headers with(Headers headers, List<HeaderLine> lines) {
        List<String> flat = new ArrayList<>();
        headers.each((name, value) -> flat.addAll(List.of(name, value)));
        lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
        return Headers.of(flat.toArray(String[]::new));
    }

    private static List<HeaderLine> lines(ResponseSigner by, RequestView request, ResponseView answer)
            throws Exception {
        return ((Decision.Proceed) by.answering(request).decide(answer)).responseHeaders();
    }

    /** As the gate sees it: with the proof of what was signed. */
    private RequestView proven(Signing.Message message) throws IOException {
        var verdict = Pipeline.builder().add(signing.policy()).build().decide(message.view());
        assertThat(verdict.rejection()).isEmpty();
        return verdict.request();
    }

    @Test
    void aSignedRequestIsBoundWithAllThatItSigned() throws Exception {
        RequestView request = proven(Signing.post().signed(signing.signer));
        Headers signed = with(TEXT, lines(signer, request, ResponseView.of(201, TEXT, bytes("made"))));
        VerifiedSignature proof = verifier.verify(request, 201, signed, bytes("made"));
        assertThat(proof.coveredComponents())
                .contains(
                        "\"@status\"",
                        "\"content-digest\"",
                        "\"content-type\"",
                        "\"@method\";req",
                        "\"@path\";req",
                        "\"content-type\";req",
                        "\"content-digest\";req",
                        "\"signature\";key=\"sig1\";req");
        assertThatThrownBy(() -> verifier.verify(request, 200, signed, bytes("made")))
                .isInstanceOf(ResponseRefusedException.class);
        assertThatThrownBy(() -> verifier.verify(request, 201, signed, bytes("mad")))
                .isInstanceOf(ResponseRefusedException.class);
        assertThatThrownBy(() -> verifier.verify(Signing.get().view(), 201, signed, bytes("made")))
                .isInstanceOf(ResponseRefusedException.class);
        RequestView alike = proven(Signing.post().signed(signing.signer));
        assertThatThrownBy(() -> verifier.verify(alike, 201, signed, bytes("made")))
                .isInstanceOf(ResponseRefusedException.class);
    }

    @Test
    void theAnswerToAnUnsignedRequestIsBoundToItsTarget() throws Exception {
        RequestView request = Signing.get().view();
        Headers signed = with(TEXT, lines(signer, request, ResponseView.of(200, TEXT, bytes("seven"))));
        assertThat(verifier.verify(request, 200, signed, bytes("seven")).coveredComponents())
                .contains("\"@query\";req")
                .doesNotContain("\"content-digest\";req");
        assertThat(signed.all("vary")).containsExactly("Accept-Signature");
    }

    @Test
    void whatTheApplicationSaidOfItsDigestIsReplaced() throws Exception {
        Headers wrong = Headers.of("Content-Type", "text/plain", "Content-Digest", "sha-256=:AAAA:");
        List<HeaderLine> lines = lines(signer, Signing.get().view(), ResponseView.of(200, wrong, bytes("x")));
        assertThat(lines).filteredOn(line -> line.named("Content-Digest")).hasSize(1);
        verifier.verify(Signing.get().view(), 200, with(TEXT, lines), bytes("x"));
    }

    @Test
    void whatIsNotSeenIsUnsignedOr500() throws Exception {
        ResponseView stream = ResponseView.ofStream(200, TEXT);
        assertThat(lines(signer, Signing.get().view(), stream))
                .containsExactly(new HeaderLine("Vary", "Accept-Signature"));
        for (Decision refused : List.of(
                signer.required().answering(Signing.get().view()).decide(stream),
                ResponseSigner.demand().decide(stream))) {
            assertThat(((Decision.Reject) refused).rejection().status()).isEqualTo(500);
            assertThat(((Decision.Reject) refused).rejection().reason()).isEqualTo("response-unsigned");
        }
        assertThat(ResponseSigner.demand().decide(ResponseView.of(200, TEXT, bytes(""))))
                .isSameAs(Decision.proceed());
        assertThat(ResponseSigner.demand().bound()).isEqualTo(1 << 20);
    }

    @Test
    void aWishIsAnsweredWithItsLabelItsNonceAndNoLessThanOurs() throws Exception {
        String all = "(\"@status\" \"content-digest\" \"content-type\" \"@method\";req \"@authority\";req \"@path\";req"
                + " \"@query\";req \"x-version\")";
        RequestView wishing = Signing.get()
                .line("Accept-Signature", "mine=" + all + ";created;nonce=\"0123456789abcdef\"")
                .view();
        Headers answer = Headers.of("Content-Type", "text/plain", "X-Version", "3");
        Headers signed = with(answer, lines(signer, wishing, ResponseView.of(200, answer, bytes("x"))));
        assertThat(signed.only("signature-input").orElseThrow())
                .startsWith("mine=")
                .contains("x-version", "nonce=\"0123456789abcdef\"");
        verifier.verify(wishing, 200, signed, bytes("x"));
        for (String less : List.of("mine=(\"@status\");created", "mine=" + all + ";keyid=\"other\"", "mine=(")) {
            RequestView asking = Signing.get().line("Accept-Signature", less).view();
            Headers own = with(answer, lines(signer, asking, ResponseView.of(200, answer, bytes("x"))));
            assertThat(own.only("signature-input").orElseThrow()).startsWith("sig1=");
            verifier.verify(asking, 200, own, bytes("x"));
        }
    }

    @Test
    void aKeyThatCannotSignDoesNotStart() {
        KeyRing old = KeyRing.builder()
                .active(signing.key, "orders")
                .verifyOnly(serverKey, "server", Signing.NOON.plusSeconds(10))
                .build();
        assertThatThrownBy(() -> ResponseSigner.with(old, "server-2026-11", SignatureProfile.STRICT))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ResponseSigner.with(old, "absent", SignatureProfile.STRICT))
                .isInstanceOf(ConfigurationException.class);
    }

    /** Answers of many kinds. */
    @Path("kinds")
    public static class Kinds {
        @GET
        @Path("text")
        @Produces("text/plain")
        public String text() {
            return "text";
        }

        @POST
        @Path("text")
        @Produces("text/plain")
        public String echo(String content) {
            return content;
        }

        @GET
        @Path("nothing")
        public void nothing() {}

        @GET
        @Path("missing")
        public Response missing() {
            return Response.status(404).build();
        }

        @GET
        @Path("large")
        @Produces("text/plain")
        public String large() {
            return "x".repeat((1 << 20) + 1);
        }

        @GET
        @Path("stream")
        @Produces("text/plain")
        public StreamingOutput stream() {
            return out -> {
                out.write('s');
                out.flush();
                out.write('t');
            };
        }
    }

    private static final HttpServlet SERVLET = new HttpServlet() {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            switch (request.getPathInfo()) {
                case "/nothing" -> response.setStatus(204);
                case "/missing" -> response.sendError(404);
                case "/large" -> response.getWriter().print("x".repeat((1 << 20) + 1));
                case "/stream" -> {
                    response.setContentType("text/event-stream");
                    response.getWriter().print("data: 1");
                    response.flushBuffer();
                }
                case "/later" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        try {
                            async.getResponse().getWriter().print("later");
                        } catch (IOException gone) {
                            throw new AssertionError(gone);
                        }
                        async.complete();
                    });
                }
                default -> {
                    byte[] content = request.getInputStream().readAllBytes();
                    response.getWriter()
                            .print(content.length == 0 ? "text" : new String(content, StandardCharsets.UTF_8));
                }
            }
        }
    };

    private TomcatServer server(String kind, boolean demanding) throws Exception {
        Pipeline.Builder builder = Pipeline.builder()
                .add(Signatures.required(signing.ring)
                        .authorities("localhost")
                        .signResponses(ResponseSigner.with(serverKey, SignatureProfile.STRICT)));
        if (demanding) {
            builder.add(Policy.of(
                    "demand", Stage.ENDPOINT, view -> Decision.proceed().responseGuard(ResponseSigner.demand())));
        }
        Pipeline pipeline = builder.build();
        TomcatServer server = new TomcatServer();
        if (kind.equals("filter")) {
            return server.filter("gapura", new GapuraFilter(pipeline), "/*")
                    .servlet("kinds", "/kinds/*", SERVLET)
                    .start();
        }
        if (kind.equals("both")) {
            server.filter("gapura", new GapuraFilter(pipeline, Endpoints.JAXRS), "/*");
        }
        ResourceConfig config = new ResourceConfig(Kinds.class).register(new GapuraFeature(pipeline));
        return server.servlet("rest", "/*", new ServletContainer(config)).start();
    }

    /** Sends a signed request, and says of the answer {@code proven} or {@code unsigned}. */
    private String ask(TomcatServer server, String method, String path, String content) throws Exception {
        URI uri = URI.create("http://localhost/app/kinds/" + path);
        byte[] body = content.getBytes(StandardCharsets.US_ASCII);
        List<HeaderLine> lines = new ArrayList<>(List.of(new HeaderLine("Host", "localhost")));
        if (body.length > 0) {
            lines.add(new HeaderLine("Content-Type", "text/plain"));
        }
        lines.addAll(
                RequestSigner.with(signing.key, SignatureProfile.STRICT).sign(method, uri, List.copyOf(lines), body));
        StringBuilder text = new StringBuilder(method + " " + uri.getRawPath() + " HTTP/1.1\r\nConnection: close\r\n");
        lines.forEach(line ->
                text.append(line.name()).append(": ").append(line.value()).append("\r\n"));
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n").append(content);
        Reply reply = server.send(text.toString());
        if (!reply.has("signature: ")) {
            return reply.status() + " unsigned";
        }
        List<String> fields = new ArrayList<>();
        reply.head().lines().skip(1).filter(line -> line.indexOf(':') > 0).forEach(line -> {
            fields.add(line.substring(0, line.indexOf(':')));
            fields.add(line.substring(line.indexOf(':') + 1).strip());
        });
        RequestView sent = Outgoing.view(method, uri, lines, body.length == 0 ? Body.none() : Body.of(body));
        ResponseVerifier.with(servers, SignatureProfile.STRICT)
                .verify(sent, reply.status(), Headers.of(fields.toArray(String[]::new)), bytes(framed(reply)));
        return reply.status() + " proven";
    }

    private static String framed(Reply reply) {
        if (!reply.has("transfer-encoding: chunked")) {
            return reply.body();
        }
        StringBuilder content = new StringBuilder();
        String rest = reply.body();
        for (int size = size(rest); size > 0; size = size(rest)) {
            int from = rest.indexOf("\r\n") + 2;
            content.append(rest, from, from + size);
            rest = rest.substring(from + size + 2);
        }
        return content.toString();
    }

    private static int size(String chunks) {
        return Integer.parseInt(chunks.substring(0, chunks.indexOf("\r\n")), 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter", "feature", "both"})
    void aClientProvesWhatARealServerAnswered(String kind) throws Exception {
        try (TomcatServer server = server(kind, false)) {
            assertThat(ask(server, "GET", "text", "")).isEqualTo("200 proven");
            assertThat(ask(server, "POST", "text", "sent")).isEqualTo("200 proven");
            assertThat(ask(server, "POST", "text", "y".repeat(50_000))).isEqualTo("200 proven");
            assertThat(ask(server, "HEAD", "text", "")).isEqualTo("200 proven");
            assertThat(ask(server, "GET", "nothing", "")).isEqualTo("204 proven");
            assertThat(ask(server, "GET", "missing", "")).isEqualTo("404 proven");
            assertThat(ask(server, "GET", "large", "")).isEqualTo("200 unsigned");
            assertThat(ask(server, "GET", "stream", "")).startsWith("200 ");
            if (kind.equals("filter")) {
                assertThat(ask(server, "GET", "later", "")).isEqualTo("200 proven");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter", "feature", "both"})
    void whereASignatureIsDemandedNothingElseLeaves(String kind) throws Exception {
        try (TomcatServer server = server(kind, true)) {
            assertThat(ask(server, "GET", "text", "")).isEqualTo("200 proven");
            assertThat(ask(server, "GET", "large", "")).isEqualTo("500 proven");
        }
    }
}
