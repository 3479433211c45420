package io.gapura.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.client.ContentTooLargeException;
import io.gapura.filters.signing.client.SigningHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signing java.net.http client against a real gate; both ways of sending give the same. */
class HttpClientTest {
    private static final byte[] NOTHING = {};

    private final Keys keys = new Keys();
    private final SigningHttpClient client = SigningHttpClient.of(HttpClient.newHttpClient(), keys.signer);
    private Gate gate;

    @BeforeEach
    void start() throws Exception {
        gate = new Gate(keys.ring, policy -> policy);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(gate.url(path)));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request, boolean async) throws Exception {
        return async
                ? client.sendAsync(request, BodyHandlers.ofString()).get(5, TimeUnit.MINUTES)
                : client.send(request, BodyHandlers.ofString());
    }

    private String said(HttpRequest request, boolean async) throws Exception {
        HttpResponse<String> response = send(client, request, async);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGetIsSigned(boolean async) throws Exception {
        assertThat(said(to("/echo/a%2520b?q=it%27s").build(), async))
                .isEqualTo(EchoServlet.said("GET", "-", NOTHING, "q=it%27s"));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 1", "true, 1", "false, 1048576", "true, 1048576"})
    void theContentIsThatOfItsDigest(boolean async, int length) throws Exception {
        byte[] content = bytes(length);
        HttpRequest request = to("/echo")
                .header("Content-Type", "application/x-bytes")
                .PUT(BodyPublishers.ofByteArray(content))
                .build();
        assertThat(said(request, async)).isEqualTo(EchoServlet.said("PUT", "application/x-bytes", content, "null"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamOfUnknownLengthIsSigned(boolean async) throws Exception {
        byte[] content = bytes(100_000);
        HttpRequest request = to("/echo")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                .build();
        assertThat(said(request, async)).isEqualTo(EchoServlet.said("POST", "-", content, "null"));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void contentOverTheLimitIsNotSent(boolean async, boolean declared) {
        byte[] content = bytes(1_048_577);
        BodyPublisher publisher = declared
                ? BodyPublishers.ofByteArray(content)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
        HttpRequest request = to("/echo").POST(publisher).build();
        assertThatThrownBy(() -> send(client, request, async))
                .satisfies(thrown -> assertThat(thrown instanceof ExecutionException ? thrown.getCause() : thrown)
                        .isInstanceOf(ContentTooLargeException.class));
        assertThat(gate.arrivals()).isEmpty();
    }

    @Test
    void theLimitIsASetting() throws Exception {
        SigningHttpClient small = client.maxBody(DataSize.of("4B"));
        assertThat(send(small, to("/echo").POST(BodyPublishers.ofString("four")).build(), false)
                        .statusCode())
                .isEqualTo(200);
        HttpRequest five = to("/echo").POST(BodyPublishers.ofString("fives")).build();
        assertThatThrownBy(() -> send(small, five, false)).isInstanceOf(ContentTooLargeException.class);
        assertThatThrownBy(() -> client.maxBody(DataSize.of("65MiB"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(client.maxBody(DataSize.of("64MiB"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPublisherThatFailsIsAnIoException(boolean async) {
        HttpRequest request = to("/echo")
                .POST(BodyPublishers.ofInputStream(() -> {
                    throw new UncheckedIOException(new IOException("gone"));
                }))
                .build();
        assertThatThrownBy(() -> send(client, request, async)).hasStackTraceContaining("gone");
        assertThat(gate.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "301, GET, GET", "302, GET, GET", "303, GET, GET", "307, GET, GET", "308, GET, GET",
        "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "301, PUT, PUT", "302, PUT, PUT", "303, PUT, GET", "307, PUT, PUT", "303, HEAD, HEAD"
    })
    void aRedirectIsFollowedAndSignedAnew(int status, String method, String then) throws Exception {
        boolean content = method.startsWith("P");
        HttpRequest request = to("/moved/" + status + "?to=/echo?there")
                .header("X-Note", "stays")
                .method(method, content ? BodyPublishers.ofString("text") : BodyPublishers.noBody())
                .build();
        for (boolean async : new boolean[] {false, true}) {
            int before = gate.arrivals().size();
            HttpResponse<String> response = send(client, request, async);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.previousResponse().orElseThrow().statusCode()).isEqualTo(status);
            assertThat(response.uri().getPath()).isEqualTo("/echo");
            List<Arrival> both = gate.arrivals().subList(before, before + 2);
            assertThat(both).extracting(Arrival::method).containsExactly(method, then);
            assertThat(both).extracting(Arrival::signature).doesNotHaveDuplicates();
            assertThat(both.get(1).digest().isEmpty()).isEqualTo(!then.startsWith("P"));
        }
    }

    @Test
    void whatDescribedTheContentGoesWithIt() throws Exception {
        HttpRequest request = to("/moved/303?to=/echo")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("text"))
                .build();
        assertThat(said(request, false)).isEqualTo(EchoServlet.said("GET", "-", NOTHING, "null"));
    }

    @Test
    void aRepeatedRequestHasItsOwnNonce() throws Exception {
        HttpRequest request = to("/echo").POST(BodyPublishers.ofString("text")).build();
        for (int i = 0; i < 3; i++) {
            said(request, i % 2 == 0);
        }
        assertThat(gate.arrivals())
                .extracting(Arrival::nonce)
                .doesNotHaveDuplicates()
                .doesNotContain("")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/echo",
                "https://localhost:PORT/echo",
                "//other.example/echo",
                "http://user@localhost:PORT/echo",
                ":",
                "mailto:a@b"
            })
    void noSignatureGoesToAnotherAuthority(String place) throws Exception {
        String port = gate.authority().substring("localhost:".length());
        String target = URLEncoder.encode(place.replace("PORT", port), StandardCharsets.UTF_8);
        HttpResponse<String> response =
                send(client, to("/moved/307?to=" + target).build(), false);
        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.body()).isEqualTo("moved");
        assertThat(response.previousResponse()).isEmpty();
        assertThat(gate.arrivals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"300", "304", "305", "306"})
    void otherAnswersOfTheirKindAreReturned(int status) throws Exception {
        assertThat(send(client, to("/moved/" + status + "?to=/echo").build(), true)
                        .statusCode())
                .isEqualTo(status);
        assertThat(gate.arrivals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"5, 200", "6, 302"})
    void fiveRedirectsAreFollowedAndNoMore(int redirects, int status) throws Exception {
        String path = IntStream.range(0, redirects)
                .mapToObj(i -> "")
                .reduce("/echo", (to, i) -> "/moved/302?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        HttpResponse<String> response = send(client, to(path).build(), false);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(gate.arrivals()).hasSize(6);
    }

    @Test
    void aTimeoutIsThatOfAllAttemptsAndOfTheContent() {
        BodyPublisher silent = new BodyPublisher() {
            @Override
            public long contentLength() {
                return -1;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {}
                });
            }
        };
        HttpRequest request =
                to("/echo").timeout(Duration.ofMillis(200)).POST(silent).build();
        assertThatThrownBy(() -> send(client, request, false)).isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> send(client, request, true)).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(gate.arrivals()).isEmpty();
    }

    @Test
    void cancellingCancelsThePublisher() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        BodyPublisher silent = new BodyPublisher() {
            @Override
            public long contentLength() {
                return 3;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        asked.countDown();
                    }

                    @Override
                    public void cancel() {
                        cancelled.countDown();
                    }
                });
            }
        };
        CompletableFuture<HttpResponse<String>> sending =
                client.sendAsync(to("/echo").POST(silent).build(), BodyHandlers.ofString());
        assertThat(asked.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(sending.cancel(true)).isTrue();
        assertThat(cancelled.await(5, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(sending::get).isInstanceOf(CancellationException.class);
        assertThat(gate.arrivals()).isEmpty();
    }

    @Test
    void cancellingCancelsTheRequestThatIsUnderWay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            CompletableFuture<HttpResponse<String>> sending =
                    client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(300_000);
                assertThat(connection.getInputStream().read()).isEqualTo('G');
                sending.cancel(true);
                assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .contains("Signature-Input: ")
                        .endsWith("\r\n\r\n"); // and then the end of the connection, which is the proof
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedStopsWaiting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> send(client, to("/echo").build(), false)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aRequestThatCannotBeSignedFailsAlike() {
        HttpRequest request = to("/echo").header("Signature", "x=:AAAA:").build();
        assertThatThrownBy(() -> send(client, request, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> send(client, request, true)).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(gate.arrivals()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsAnIoException() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:1/")).build();
        assertThatThrownBy(() -> send(client, request, false)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(client, request, true)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aDelegateThatWouldRepeatASignatureIsRefused() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> SigningHttpClient.of(following, keys.signer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Redirect.NEVER");
        HttpClient authenticating =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        assertThatThrownBy(() -> SigningHttpClient.of(authenticating, keys.signer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authenticator");
    }

    @Test
    void whatCannotBeSignedIsRefused() {
        assertThatThrownBy(client::newWebSocketBuilder).isInstanceOf(UnsupportedOperationException.class);
        HttpRequest request = to("/echo").build();
        assertThatThrownBy(() -> client.sendAsync(request, BodyHandlers.ofString(), (a, b, c) -> {}))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(client.sendAsync(request, BodyHandlers.ofString(), null)
                        .join()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theRestIsAsTheDelegateHasIt() {
        HttpClient delegate = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMinutes(3))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        SigningHttpClient signing = SigningHttpClient.of(delegate, keys.signer);
        assertThat(signing.connectTimeout()).isEqualTo(delegate.connectTimeout());
        assertThat(signing.version()).isEqualTo(delegate.version());
        assertThat(signing.sslContext()).isSameAs(delegate.sslContext());
        assertThat(signing.sslParameters().getProtocols())
                .isEqualTo(delegate.sslParameters().getProtocols());
        assertThat(signing.proxy()).isEqualTo(delegate.proxy());
        assertThat(signing.cookieHandler()).isEqualTo(delegate.cookieHandler());
        assertThat(signing.executor()).isEqualTo(delegate.executor());
        assertThat(signing.authenticator()).isEmpty();
        assertThat(signing.followRedirects()).isEqualTo(HttpClient.Redirect.NORMAL);
    }
}
