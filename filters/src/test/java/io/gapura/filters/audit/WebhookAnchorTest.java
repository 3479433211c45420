package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that are posted to a server, which lets in only what is signed for it. */
class WebhookAnchorTest {
    @TempDir
    Path temp;

    private final List<byte[]> notes = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Path keys;
    private SignedLog log;
    private volatile int answer = 204;

    @BeforeEach
    void start() throws IOException {
        log = new SignedLog(temp.resolve("audit"));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {
            9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        keys = Files.writeString(
                temp.resolve("keys.json"),
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"anchor\",\"alg\":\"HS256\",\"k\":\"" + secret
                        + "\"}],\"gapura\":{\"callers\":{\"anchor\":{\"name\":\"the log\"}}}}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/notes", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/notes");
    }

    /** As a gate of our own lets in: the signature covers method, target, time, nonce and the content's digest. */
    private void answer(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        List<String> fields = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> fields.addAll(List.of(name, value))));
        RequestView request = TrustedProxies.none()
                .read(
                        "POST",
                        Target.parse("/notes"),
                        "http",
                        Headers.of(fields.toArray(String[]::new)),
                        Body.of(content),
                        new Client("127.0.0.1"));
        Signatures policy = Signatures.required(KeyRing.load(Reference.file(keys)))
                .authorities("localhost:" + server.getAddress().getPort());
        boolean let = Pipeline.builder()
                .add(policy)
                .build()
                .decide(request)
                .rejection()
                .map(by -> refused.add(by.reason()))
                .isEmpty();
        if (let) {
            notes.add(content);
        }
        exchange.sendResponseHeaders(let ? answer : 401, -1);
        exchange.close();
    }

    private RequestSigner signer() {
        return RequestSigner.with(KeyRing.load(Reference.file(keys)).signingKey("anchor"), SignatureProfile.STRICT);
    }

    @Test
    void checkpointsComeInRequestsThatAreSigned() throws Exception {
        SignedLog.write(log.sink().anchoredTo(Anchor.webhook(address(), signer())), 20);

        assertThat(refused).isEmpty();
        assertThat(Checkpoint.open(notes.get(notes.size() - 1), log.key.verifier()))
                .isEqualTo(log.checkpoint());
    }

    @Test
    void whoDoesNotSignIsRefusedThere() throws Exception {
        log.write(1);
        Anchor anchor = Anchor.webhook(address());
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .isInstanceOf(IOException.class)
                .hasMessage("the anchor answered with status 401");
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 304, 400, 503})
    void whatIsNoSuccessIsAFailure(int status) throws Exception {
        answer = status;
        log.write(1);
        Anchor anchor = Anchor.webhook(address(), signer());
        assertThatThrownBy(() -> anchor.take(Files.readAllBytes(log.directory.resolve("checkpoint"))))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://anchors.example.com/x", "https://me@anchors.example.com/", "file:/x", "https:///x"})
    void whereAnybodyCouldListenNothingIsPosted(String address) {
        assertThatThrownBy(() -> Anchor.webhook(URI.create(address), signer()))
                .isInstanceOf(ConfigurationException.class);
    }
}
