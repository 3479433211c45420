package io.gapura.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.client.ContentTooLargeException;
import io.gapura.filters.signing.client.SigningClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feature in the REST runtime that is on the class path, against a real gate. Run once for each runtime. */
class RestClientTest {
    private static final byte[] NOTHING = {};
    private static final String RUNTIME = System.getProperty("clients.runtime", "jersey");

    private final Keys keys = new Keys();
    private Gate gate;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        gate = new Gate(keys.ring, policy -> policy);
        client = signing();
    }

    private Client signing() {
        return ClientBuilder.newBuilder()
                .register(SigningClientFeature.of(keys.signer))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        gate.close();
    }

    private Invocation.Builder to(String path) {
        return client.target(gate.url(path)).request();
    }

    private static String text(Response response) {
        try (response) {
            String text = response.readEntity(String.class);
            assertThat(response.getStatus()).as(text).isEqualTo(200);
            return text;
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theRuntimeIsTheOneThatTheBuildNames() {
        assertThat(client.getClass().getName()).contains(RUNTIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
    void aRequestWithoutEntityIsSigned(String method) {
        assertThat(text(to("/echo/a%2520b?q=it%27s&r=1").method(method)))
                .isEqualTo(EchoServlet.said(method, typeOfNothing(method), NOTHING, "q=it%27s&r=1"));
    }

    /** CXF says that nothing is of any type. */
    private static String typeOfNothing(String method) {
        return RUNTIME.equals("cxf") && !method.equals("GET") ? "*/*" : "-";
    }

    @Test
    void headIsSigned() {
        try (Response response = to("/echo").head()) {
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void aPostWithoutEntityIsSigned() {
        assertThat(text(to("/echo").method("POST"))).startsWith("POST ").contains(" 0 ");
        assertThat(gate.arrivals().get(0).digest()).isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    }

    @Test
    void anEmptyEntityIsSigned() {
        assertThat(text(to("/echo").post(Entity.text("")))).startsWith("POST ").contains(" 0 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, 1_048_576})
    void theBytesOfAnEntityAreThoseOfItsDigest(int length) {
        byte[] content = bytes(length);
        assertThat(text(to("/echo").put(Entity.entity(content, "application/octet-stream"))))
                .isEqualTo(EchoServlet.said("PUT", "application/octet-stream", content, "null"));
    }

    @Test
    void anEntityThatIsStreamedIsSigned() {
        byte[] content = bytes(300_000);
        Entity<?> streamed = Entity.entity(new ByteArrayInputStream(content), "application/octet-stream");
        assertThat(text(to("/echo").post(streamed)))
                .isEqualTo(EchoServlet.said("POST", "application/octet-stream", content, "null"));
    }

    @Test
    void anEntityOverTheLimitIsNotSent() {
        Entity<?> tooMuch = Entity.entity(bytes(1_048_577), "application/octet-stream");
        assertThatThrownBy(() -> to("/echo").post(tooMuch))
                .isInstanceOf(ProcessingException.class)
                .hasRootCauseInstanceOf(ContentTooLargeException.class);
        requireNothingSent();
    }

    /** What a runtime would send behind our back comes before what is sent now. */
    private void requireNothingSent() {
        assertThat(text(to("/echo?last").get())).startsWith("GET");
        assertThat(gate.arrivals()).extracting(Arrival::target).containsExactly("/echo?last");
    }

    @Test
    void anEntityThatCannotBeWrittenIsNotSent() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> to("/echo").post(Entity.entity(broken, "application/octet-stream")))
                .isInstanceOf(ProcessingException.class)
                .hasStackTraceContaining("broken");
        requireNothingSent();
    }

    @Test
    void theLimitIsASetting() {
        try (Closing small = new Closing(ClientBuilder.newBuilder()
                .register(SigningClientFeature.of(keys.signer).maxBody(DataSize.of("4B")))
                .build())) {
            var target = small.client.target(gate.url("/echo")).request();
            assertThat(text(target.post(Entity.text("four")))).contains(" 4 ");
            assertThatThrownBy(() -> target.post(Entity.text("fives")))
                    .hasRootCauseInstanceOf(ContentTooLargeException.class);
        }
    }

    @Test
    void aFormIsSigned() {
        Form form = new Form("name", "Käse & Brot").param("b", "2");
        String said = text(to("/echo").post(Entity.form(form)));
        assertThat(said).startsWith("POST application/x-www-form-urlencoded");
        assertThat(gate.arrivals().get(0).signatureInput()).contains("\"content-digest\" \"content-type\"");
    }

    @Test
    void multipartBytesAreSigned() {
        byte[] content = ("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
                        + "text\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        MediaType type = new MediaType("multipart", "form-data", java.util.Map.of("boundary", "b"));
        String said = text(to("/echo").post(Entity.entity(content, type)));
        assertThat(said).startsWith("POST multipart/form-data;boundary=").contains(" " + content.length + " ");
    }

    @Test
    void whatAnEncoderMakesIsWhatIsSigned() throws IOException {
        client.register(new Gzip(), 4_000);
        byte[] content = "text ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        String said = text(to("/echo").post(Entity.entity(content, "text/plain")));
        assertThat(said).contains(" " + gzipped(content).length + " ");
        Arrival arrival = gate.arrivals().get(0);
        assertThat(arrival.encoding()).isEqualTo("gzip");
        assertThat(arrival.signatureInput()).contains("\"content-encoding\"");
    }

    /** Any encoder: not the one of a runtime, so that all three are asked the same. */
    private static final class Gzip implements WriterInterceptor {
        @Override
        public void aroundWriteTo(jakarta.ws.rs.ext.WriterInterceptorContext context) throws IOException {
            context.getHeaders().putSingle("Content-Encoding", "gzip");
            GZIPOutputStream out = new GZIPOutputStream(context.getOutputStream());
            context.setOutputStream(out);
            context.proceed();
            out.finish();
        }
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void credentialsThatAFilterAddsAreCovered() {
        client.register((jakarta.ws.rs.client.ClientRequestFilter)
                request -> request.getHeaders().putSingle("Authorization", "Bearer x"));
        assertThat(text(to("/echo").get())).startsWith("GET");
        assertThat(gate.arrivals().get(0).signatureInput()).contains("\"authorization\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsReturnedAndNoSignatureGoesThere(int status) {
        try (Response moved = to("/moved/" + status + "?to=/echo").get()) {
            assertThat(moved.getStatus()).isEqualTo(status);
            assertThat(text(client.target(
                                    gate.url(moved.getHeaderString("Location").replace(gate.url(""), "")))
                            .request()
                            .get()))
                    .startsWith("GET");
        }
        assertThat(gate.arrivals())
                .extracting(Arrival::target)
                .containsExactly("/moved/" + status + "?to=/echo", "/echo");
        assertThat(gate.arrivals()).extracting(Arrival::signature).doesNotHaveDuplicates();
    }

    @Test
    void aRetryIsSignedAnew() {
        Invocation withEntity = to("/echo").buildPost(Entity.text("again"));
        Invocation without = to("/echo").buildDelete();
        for (int i = 0; i < 3; i++) {
            assertThat(text(withEntity.invoke())).startsWith("POST");
            assertThat(text(without.invoke())).startsWith("DELETE");
        }
        assertThat(gate.arrivals())
                .extracting(Arrival::nonce)
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void anAsynchronousCallIsSigned() throws Exception {
        assertThat(text(to("/echo").async().post(Entity.text("later")).get())).contains(" 5 ");
        assertThat(text(to("/echo").rx().get().toCompletableFuture().get())).startsWith("GET");
    }

    @Test
    void twoClientsAtOnceShareNothing() throws Exception {
        Client other = signing();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Client chosen = i % 2 == 0 ? client : other;
            String content = "content " + i;
            calls.add(() -> text(chosen.target(gate.url("/echo?n=" + content.length()))
                    .request()
                    .post(Entity.text(content))));
        }
        Set<String> answers = new HashSet<>();
        for (Future<String> done : threads.invokeAll(calls)) {
            answers.add(done.get());
        }
        threads.shutdown();
        other.close();
        assertThat(answers).hasSize(100);
        assertThat(gate.arrivals())
                .extracting(Arrival::nonce)
                .doesNotHaveDuplicates()
                .hasSize(100);
    }

    @Test
    void withoutTheFeatureTheGateRefuses() {
        try (Closing plain = new Closing(ClientBuilder.newClient())) {
            assertThat(plain.client.target(gate.url("/echo")).request().get().getStatus())
                    .isEqualTo(401);
        }
    }

    /** REST 3.1 clients are no AutoCloseable. */
    private record Closing(Client client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }
}
