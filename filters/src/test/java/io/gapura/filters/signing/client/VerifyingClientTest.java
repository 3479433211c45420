package io.gapura.filters.signing.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SignedAnswer;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a known server has answered to this very request is handed out; and challenges are answered once. */
class VerifyingClientTest {
    private final SigningKey key = SigningKey.hmac("orders-2026-11", secret());
    private final KeyRing ring = KeyRing.builder().active(key, "server").build();
    private final SignedAnswer signed = new SignedAnswer(key, SignatureProfile.STRICT, InstantSource.system());
    private final RequestSigner signer = RequestSigner.with(key, SignatureProfile.STRICT);
    private final SigningHttpClient plain = SigningHttpClient.of(HttpClient.newHttpClient(), signer);
    private final SigningHttpClient client = plain.verifying(ResponseVerifier.with(ring, SignatureProfile.STRICT));
    private final List<String> inputs = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer server;
    private URI base;
    private volatile Forgery forgery = Forgery.NONE;
    private volatile String challenge = "";
    private volatile byte[] content = "the answer".getBytes(StandardCharsets.UTF_8);

    /** What is done to a signed answer on its way. */
    enum Forgery {
        NONE,
        UNSIGNED,
        CONTENT,
        STATUS,
        TYPE,
        OTHER_REQUEST,
        CUT_DIGEST
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        inputs.add(exchange.getRequestHeaders().getFirst("Signature-Input"));
        String path = exchange.getRequestURI().getPath();
        List<HeaderLine> answer = new ArrayList<>(List.of(new HeaderLine("Content-Type", "text/plain")));
        if (path.startsWith("/moved")) {
            answer.add(new HeaderLine("Location", "/there"));
            send(exchange, path.endsWith("unsigned") ? Forgery.UNSIGNED : forgery, 302, answer, new byte[] {'m'});
        } else if (!challenge.isEmpty() && !inputs.get(inputs.size() - 1).contains("of-the-server")) {
            answer.add(new HeaderLine("Accept-Signature", challenge));
            send(exchange, Forgery.UNSIGNED, 401, answer, new byte[] {'?'});
        } else {
            send(exchange, forgery, 200, answer, exchange.getRequestMethod().equals("HEAD") ? new byte[0] : content);
        }
    }

    private void send(HttpExchange exchange, Forgery how, int status, List<HeaderLine> answer, byte[] bytes)
            throws IOException {
        List<HeaderLine> request = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> request.add(new HeaderLine(name, value))));
        URI uri = how == Forgery.OTHER_REQUEST ? base.resolve("/other") : base.resolve(exchange.getRequestURI());
        List<HeaderLine> made = signed.lines(exchange.getRequestMethod(), uri, request, status, answer, bytes);
        answer.forEach(line -> exchange.getResponseHeaders().add(line.name(), line.value()));
        made.stream()
                .filter(line -> how != Forgery.UNSIGNED && !(how == Forgery.CUT_DIGEST && line.named("Content-Digest")))
                .forEach(line -> exchange.getResponseHeaders().add(line.name(), line.value()));
        if (how == Forgery.TYPE) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
        }
        byte[] sent = bytes.clone();
        if (how == Forgery.CONTENT) {
            sent[0] ^= 1;
        }
        exchange.sendResponseHeaders(how == Forgery.STATUS ? 201 : status, sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
        exchange.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    private HttpResponse<String> send(HttpClient through, HttpRequest request, boolean async) throws Exception {
        try {
            return async
                    ? through.sendAsync(request, BodyHandlers.ofString()).get()
                    : through.send(request, BodyHandlers.ofString());
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSignedAnswerIsHandedOut(boolean async) throws Exception {
        assertThat(send(client, to("/").build(), async).body()).isEqualTo("the answer");
        HttpRequest post = to("/?q").POST(BodyPublishers.ofString("content")).build();
        assertThat(send(client, post, async).body()).isEqualTo("the answer");
    }

    @Test
    void anAnswerToHeadIsHandedOut() throws Exception {
        HttpRequest head = to("/").method("HEAD", BodyPublishers.noBody()).build();
        assertThat(send(client, head, false).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerMayBeWrittenToAFile() throws Exception {
        Path file = folder.resolve("answer");
        client.send(to("/").build(), BodyHandlers.ofFile(file));
        assertThat(file).hasContent("the answer");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aForgedAnswerIsNotHandedOut(Forgery how) {
        forgery = how;
        for (boolean async : new boolean[] {false, true}) {
            assertThatThrownBy(() -> send(client, to("/path").build(), async))
                    .as("async " + async)
                    .isInstanceOf(ResponseRefusedException.class)
                    .hasMessageNotContaining("answer");
        }
    }

    @Test
    void aRefusedAnswerReachesNoHandler() {
        forgery = Forgery.CONTENT;
        AtomicBoolean asked = new AtomicBoolean();
        assertThatThrownBy(() -> client.send(to("/").build(), info -> {
                    asked.set(true);
                    return BodyHandlers.ofString().apply(info);
                }))
                .isInstanceOf(ResponseRefusedException.class);
        assertThat(asked).isFalse();
        Path file = folder.resolve("refused");
        assertThatThrownBy(() -> client.send(to("/").build(), BodyHandlers.ofFile(file)))
                .isInstanceOf(ResponseRefusedException.class);
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aSignedRedirectIsFollowedAndAnUnsignedOneIsNot() throws Exception {
        assertThat(send(client, to("/moved").build(), false).body()).isEqualTo("the answer");
        assertThatThrownBy(() -> send(client, to("/moved/unsigned").build(), true))
                .isInstanceOf(ResponseRefusedException.class);
        assertThat(send(plain, to("/moved/unsigned").build(), true).body()).isEqualTo("the answer");
        assertThat(inputs).hasSize(5);
    }

    @Test
    void anAnswerOverTheLimitIsNotHandedOut() throws Exception {
        SigningHttpClient small = client.maxResponse(DataSize.of("10B"));
        assertThat(send(small, to("/").build(), false).body()).hasSize(10);
        content = "eleven byte".getBytes(StandardCharsets.UTF_8);
        for (boolean async : new boolean[] {false, true}) {
            assertThatThrownBy(() -> send(small, to("/").build(), async)).isInstanceOf(ContentTooLargeException.class);
        }
        assertThatThrownBy(() -> client.maxResponse(DataSize.of("65MiB"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutVerifierNothingIsAskedOfTheAnswer() throws Exception {
        forgery = Forgery.UNSIGNED;
        assertThat(send(plain, to("/").build(), false).body()).isEqualTo("the answer");
    }

    private static final String WISH = "s=(\"@method\" \"@authority\" \"@path\" \"@query\");created";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNonceOfTheServerIsUsedOnce(boolean async) throws Exception {
        challenge = WISH + ";nonce=\"nonce-of-the-server\"";
        HttpResponse<String> response = send(client.answeringChallenges(), to("/").build(), async);
        assertThat(response.body()).isEqualTo("the answer");
        assertThat(response.previousResponse().orElseThrow().statusCode()).isEqualTo(401);
        assertThat(inputs).hasSize(2);
        assertThat(inputs.get(1)).startsWith("s=(").contains(";nonce=\"nonce-of-the-server\"");
    }

    @Test
    void aChallengeIsAnsweredOnceAndWithANewNonceEachTime() throws Exception {
        challenge = WISH + ";nonce=\"never-the-right-one\"";
        assertThat(send(plain.answeringChallenges(), to("/").build(), false).statusCode())
                .isEqualTo(401);
        assertThat(inputs).hasSize(2);
    }

    @Test
    void challengesAreAnsweredOnlyWhenThatWasAskedFor() throws Exception {
        challenge = WISH + ";nonce=\"nonce-of-the-server\"";
        assertThat(send(plain, to("/").build(), false).body()).isEqualTo("?");
        assertThat(inputs).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s=(\"@method\");created;nonce=\"nonce-of-the-server\"",
                "s=(\"@method\" \"@authority\" \"@path\" \"@query\" \"x-absent\");nonce=\"nonce-of-the-server\"",
                "s=(\"@method\" \"@authority\" \"@path\" \"@query\");keyid=\"another\";nonce=\"nonce-of-the-server\"",
                "s=(\"@method\" \"@authority\" \"@path\" \"@query\");created",
                "s=();nonce="
            })
    void aChallengeThatCannotOrNeedNotBeAnsweredIsReturned(String wish) throws Exception {
        challenge = wish;
        HttpResponse<String> response = send(plain.answeringChallenges(), to("/").build(), false);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("?");
        assertThat(inputs).hasSize(1);
    }
}
