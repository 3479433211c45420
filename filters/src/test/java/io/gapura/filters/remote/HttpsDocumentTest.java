package io.gapura.filters.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.RefusingPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching over a real connection. */
class HttpsDocumentTest {
    private static final int MOST_BYTES = 50 * 1_024;
    private static final HttpsDocument.Limits LIMITS = limits(Duration.ofMinutes(3));

    private static HttpsDocument.Limits limits(Duration whole) {
        return new HttpsDocument.Limits(whole, whole, MOST_BYTES, "application/json");
    }

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger followed = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        server.createContext("/followed", exchange -> {
            followed.incrementAndGet();
            answer(exchange, 200, 2);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        pool.shutdownNow();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, int length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[length]);
        }
    }

    @Test
    void aDocumentIsFetchedWithoutCredentials() throws Exception {
        StringBuffer seen = new StringBuffer(); // written by the server
        server.createContext("/keys", exchange -> {
            seen.append(exchange.getRequestMethod())
                    .append(exchange.getRequestHeaders().containsKey("Authorization"));
            answer(exchange, 200, 7);
        });
        assertThat(HttpsDocument.unchecked(uri("/keys"), LIMITS).fetch()).hasSize(7);
        assertThat(seen).hasToString("GETfalse");
    }

    @Test
    void fiftyKilobytesAreReadAndOneByteMoreIsNot() throws Exception {
        server.createContext("/most", exchange -> answer(exchange, 200, MOST_BYTES));
        server.createContext("/more", exchange -> answer(exchange, 200, MOST_BYTES + 1));
        assertThat(HttpsDocument.unchecked(uri("/most"), LIMITS).fetch()).hasSize(MOST_BYTES);
        assertThatThrownBy(() -> HttpsDocument.unchecked(uri("/more"), LIMITS).fetch())
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100_000; i++) {
                    out.write(new byte[1_024]);
                }
            }
        });
        assertThatThrownBy(
                        () -> HttpsDocument.unchecked(uri("/endless"), LIMITS).fetch())
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", uri("/followed").toString());
            answer(exchange, status, 2);
        });
        assertThatThrownBy(() -> HttpsDocument.unchecked(uri("/moved"), LIMITS).fetch())
                .hasMessage("answered with status " + status);
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 404, 500, 503})
    void onlyStatus200Counts(int status) {
        server.createContext("/status", exchange -> answer(exchange, status, 2));
        assertThatThrownBy(() -> HttpsDocument.unchecked(uri("/status"), LIMITS).fetch())
                .hasMessage("answered with status " + status);
    }

    @Test
    void aServerThatSaysNothingOrDripsIsGivenUp() {
        server.createContext("/silent", exchange -> sleep(600_000));
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 6_000; i++) {
                    out.write(' ');
                    out.flush();
                    sleep(100);
                }
            }
        });
        Duration limit = Duration.ofMillis(300);
        for (String path : new String[] {"/silent", "/drip"}) {
            long start = System.nanoTime();
            assertThatThrownBy(() ->
                            HttpsDocument.unchecked(uri(path), limits(limit)).fetch())
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(5));
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailureWithoutDetails() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            URI gone = URI.create(nobody.url("/keys"));
            assertThatThrownBy(() -> HttpsDocument.unchecked(gone, LIMITS).fetch())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot be fetched: ");
        }
    }
}
