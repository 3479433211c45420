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
        return RawHttp.to("127.0.0.1", server.getLocalPort());
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
            assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo(ODD);
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
            assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo(ODD);
        }
    }

    @Test
    void leavingIsAReset() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<byte[]> seen =
                    serve(server, socket -> socket.getInputStream().readAllBytes());

            assertThat(client(server).send(ODD, RawHttp.Then.LEAVE).status()).isZero();
            assertThat(new String(seen.get(5, TimeUnit.SECONDS), StandardCharsets.US_ASCII))
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

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
