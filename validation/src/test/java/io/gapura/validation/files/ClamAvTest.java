package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.RefusingPort;
import io.gapura.validation.files.FileScanner.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class ClamAvTest {
    private ServerSocketChannel server;

    /** A daemon that takes one file and says what the test wants. */
    private CompletableFuture<byte[]> daemon(ServerSocketChannel listening, String answer) {
        server = listening;
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel client = listening.accept()) {
                return serve(client, answer);
            } catch (IOException gone) {
                return new byte[0];
            }
        });
    }

    private static byte[] serve(SocketChannel client, String answer) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client);
        byte[] command = new byte[10];
        in.readFully(command);
        assertThat(command).asString().isEqualTo("zINSTREAM\0");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            content.writeBytes(in.readNBytes(length));
        }
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return content.toByteArray();
    }

    private static ServerSocketChannel tcp() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private ClamAv scanner() throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return ClamAv.at("127.0.0.1:" + port).timeout(Duration.ofMinutes(5));
    }

    private static Finding scan(ClamAv scanner, byte[] content) throws IOException {
        return scanner.scan(new ByteArrayInputStream(content), content.length);
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stream: OK, CLEAN",
        "stream: Eicar-Test-Signature FOUND, INFECTED",
        "INSTREAM size limit exceeded. ERROR, UNAVAILABLE",
        "stream: OK FOUND, INFECTED",
        "UNKNOWN COMMAND, UNAVAILABLE",
        "stream: ERROR, UNAVAILABLE",
        "'', UNAVAILABLE",
    })
    void itSaysWhatTheDaemonSays(String answer, Finding expected) throws Exception {
        CompletableFuture<byte[]> received = daemon(tcp(), answer + "\0");
        byte[] content = new byte[100_000];
        content[99_999] = 7;
        assertThat(scan(scanner(), content)).isEqualTo(expected);
        assertThat(received.get()).isEqualTo(content);
    }

    @Test
    void anEmptyFileIsScannedToo() throws Exception {
        CompletableFuture<byte[]> received = daemon(tcp(), "stream: OK\0");
        assertThat(scan(scanner(), new byte[0])).isEqualTo(Finding.CLEAN);
        assertThat(received.get()).isEmpty();
    }

    @Test
    void aUnixSocketWillDo(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("clamd");
        CompletableFuture<byte[]> received = daemon(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)),
                "stream: OK\0");
        assertThat(scan(
                        ClamAv.at(socket.toString()).timeout(Duration.ofMinutes(5)),
                        "hello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Finding.CLEAN);
        assertThat(received.get()).asString().isEqualTo("hello");
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() throws Exception {
        daemon(tcp(), "stream: OK");
        assertThat(scan(scanner(), new byte[10])).isEqualTo(Finding.UNAVAILABLE);
    }

    @Test
    void anAnswerWithoutEndIsNotReadOn() throws Exception {
        daemon(tcp(), "stream: OK".repeat(1_000));
        assertThat(scan(scanner(), new byte[10])).isEqualTo(Finding.UNAVAILABLE);
    }

    @Test
    void aDaemonThatKeepsSilentIsNotWaitedFor() throws Exception {
        server = tcp();
        ClamAv impatient = scanner().timeout(Duration.ofMillis(200));
        long before = System.nanoTime();
        assertThatThrownBy(() -> scan(impatient, new byte[10])).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void aDaemonThatDoesNotReadIsNotWaitedFor() throws Exception {
        server = tcp();
        ClamAv impatient = scanner().timeout(Duration.ofMillis(500));
        assertThatThrownBy(() -> scan(impatient, new byte[64 * 1024 * 1024])).isInstanceOf(IOException.class);
    }

    @Test
    void nobodyThereIsNoAnswer() throws Exception {
        try (RefusingPort nobody = new RefusingPort()) {
            ClamAv scanner = ClamAv.at(nobody.authority()).timeout(Duration.ofMinutes(5));
            assertThatThrownBy(() -> scan(scanner, new byte[10])).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:0", "localhost:65536", "localhost:x", ":3310"})
    void aPlaceThatIsNoneIsRefused(String place) {
        assertThatThrownBy(() -> ClamAv.at(place)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeoutIsPositive() {
        assertThatThrownBy(() -> ClamAv.at("localhost:3310").timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClamAv.at("localhost:3310").timeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
