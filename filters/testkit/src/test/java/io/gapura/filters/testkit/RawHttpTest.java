package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RawHttpTest {
    private static final byte[] ODD =
            "GET /a/../%2e%2e HTTP/1.1\r\nhost:x\r\n\r\n\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What a server does with its one connection; gives what it read. */
    private interface Script {
        byte[] run(Socket socket) throws IOException;
    }

    private static CompletableFuture<byte[]> serve(ServerSocket server, Script script) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                return script.run(socket);
            } catch (IOException broken) {
                return ("broken " + broken.getClass().getSimpleName()).getBytes(StandardCharsets.US_ASCII);
            }
        });
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static RawHttp client(ServerSocket server) {
        return RawHttp.to("127.0.0.1", server.getLocalPort()).within(Duration.ofMinutes(5));
    }

    private static byte[] readAll(InputStream in, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = 0; bytes.size() < length && b >= 0; ) {
            b = in.read();
            if (b >= 0) {
                bytes.write(b);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void theBytesGoOutAsTheyAre() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> seen = serve(server, socket -> {
                byte[] request = readAll(socket.getInputStream(), ODD.length);
                socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                return request;
            });

            assertThat(client(server).send(ODD).text()).isEqualTo("ok");
            assertThat(seen.get(5, TimeUnit.MINUTES)).isEqualTo(ODD);
        }
    }

    @Test
    void halfClosingEndsTheRequestAndStillHearsTheAnswer() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> seen = serve(server, socket -> {
                byte[] request = socket.getInputStream().readAllBytes();
                socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                return request;
            });

            assertThat(client(server).send(ODD, RawHttp.Then.HALF_CLOSE).status())
                    .isEqualTo(200);
            assertThat(seen.get(5, TimeUnit.MINUTES)).isEqualTo(ODD);
        }
    }

    @Test
    void leavingIsAReset() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> seen =
                    serve(server, socket -> socket.getInputStream().readAllBytes());

            assertThat(client(server).send(ODD, RawHttp.Then.LEAVE).status()).isZero();
            assertThat(new String(seen.get(5, TimeUnit.MINUTES), StandardCharsets.US_ASCII))
                    .startsWith("broken Socket");
        }
    }

    @Test
    void aServerThatClosesWithoutAWordIsNoAnswer() throws Exception {
        try (ServerSocket server = listening()) {
            serve(server, socket -> readAll(socket.getInputStream(), ODD.length));

            assertThat(client(server).send(ODD).status()).isZero();
        }
    }

    @Test
    void theLimitIsForTheWholeAnswer() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<Void> heard = new CompletableFuture<>();
            serve(server, socket -> {
                for (char c : OK.toCharArray()) {
                    socket.getOutputStream().write(c);
                    if (heard.isDone()) {
                        break;
                    }
                    pause();
                }
                return new byte[0];
            });

            assertThatThrownBy(
                            () -> client(server).within(Duration.ofMillis(200)).send(ODD))
                    .isInstanceOf(SocketTimeoutException.class);
            heard.complete(null);
        }
    }

    @Test
    void aSecondAnswerOnTheConnectionIsRead() throws Exception {
        try (ServerSocket server = listening()) {
            serve(server, socket -> {
                byte[] request = readAll(socket.getInputStream(), ODD.length);
                socket.getOutputStream()
                        .write((OK + OK.replace("200", "404") + OK).getBytes(StandardCharsets.US_ASCII));
                return request;
            });

            assertThat(client(server).sendAll(ODD, 2))
                    .extracting(RawAnswer::status)
                    .containsExactly(200, 404);
        }
    }

    @Test
    void oneAnswerIsAllWhereNoOtherComes() throws Exception {
        try (ServerSocket server = listening()) {
            serve(server, socket -> {
                byte[] request = readAll(socket.getInputStream(), ODD.length);
                socket.getOutputStream().write((OK + "HTTP/1.1 2").getBytes(StandardCharsets.US_ASCII));
                return request;
            });

            assertThat(client(server).sendAll(ODD, 2))
                    .extracting(RawAnswer::status)
                    .containsExactly(200);
        }
    }

    @Test
    void wordsBehindTheStatusAndTrailersAreKept() throws Exception {
        try (ServerSocket server = listening()) {
            serve(server, socket -> {
                byte[] request = readAll(socket.getInputStream(), ODD.length);
                String answer = "HTTP/1.1 500 Oh no\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\n\r\n";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                return request;
            });

            RawAnswer answer = client(server).send(ODD);
            assertThat(answer.reason()).isEqualTo("Oh no");
            assertThat(answer.trailers()).containsExactly(new RawAnswer.Field("A", "b"));
            assertThat(answer.complete()).isTrue();
        }
    }

    @Test
    void contentOverTheLimitIsCutWhereSeveralAnswersAreRead() throws Exception {
        byte[] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Script much = socket -> {
            byte[] request = readAll(socket.getInputStream(), ODD.length);
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(new byte[2 << 20]);
            return request;
        };
        try (ServerSocket server = listening()) {
            serve(server, much);
            RawAnswer answer = client(server).sendAll(ODD, 1).get(0);
            assertThat(answer.content()).hasSize(1 << 20);
            assertThat(answer.complete()).isFalse();
        }
        try (ServerSocket server = listening()) {
            serve(server, much);
            assertThatThrownBy(() -> client(server).send(ODD)).hasMessageContaining("1 MiB");
        }
    }

    @Test
    void aServerThatDoesNotReadHoldsNobody() throws Exception {
        try (ServerSocket server = listening()) {
            byte[] much = new byte[64 << 20];
            assertThatThrownBy(
                            () -> client(server).within(Duration.ofMillis(300)).send(much))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
