package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over the wire; {@code -Dgapura.uploads.aborted=10000} aborts more of them. */
@Timeout(600)
class UploadsOnTomcatTest {
    private static final int ABORTED = Integer.getInteger("gapura.uploads.aborted", 1_000);

    @TempDir
    Path directory;

    private UploadServer server;

    @BeforeEach
    void start() throws IOException {
        server = new UploadServer(directory, DataSize.of("1MiB"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String post(byte[] form) throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(UploadServer.head(form.length, "").getBytes(StandardCharsets.US_ASCII));
            out.write(form);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Form scan(String content) {
        return new Form().file("scan", "scan.txt", "text/plain", content);
    }

    @Test
    void anEndpointThatDeclaresFilesWorksWithoutAnotherSwitch() throws IOException {
        assertThat(post(scan("hello").end())).startsWith("HTTP/1.1 200").contains(" 5");
        assertThat(server.files()).hasSize(1);
        assertThat(server.store.filesOf("anonymous")).isEqualTo(1);
    }

    @Test
    void theContractOfAServletHandsOutTheParts() throws IOException {
        assertThat(post(scan("hello").field("then", "contract").end()))
                .startsWith("HTTP/1.1 200")
                .contains("5 by contract");
    }

    @Test
    void whatIsRefusedIsAnsweredAndLeavesNothing() throws IOException {
        assertThat(post(scan("<html>").end())).startsWith("HTTP/1.1 422").contains("content-refused", "upload.content");
        assertThat(post(scan("a").field("other", "x").end()))
                .startsWith("HTTP/1.1 400")
                .contains("param.unknown");
        assertThat(server.files()).isEmpty();
    }

    @Test
    void anEndpointThatAnswersAnErrorLeavesNothing() throws IOException {
        assertThat(post(scan("a").field("then", "fail").end())).startsWith("HTTP/1.1 500");
        assertThat(post(scan("a").field("then", "error").end())).startsWith("HTTP/1.1 409");
        assertThat(server.files()).isEmpty();
    }

    @Test
    void thePartsOfTheContainerStayRefusedAndTheContentIsEmpty() throws IOException {
        assertThat(post(scan("a").field("then", "parts").end()))
                .startsWith("HTTP/1.1 415")
                .contains("media.multipart");
        assertThat(server.files()).isEmpty();
        assertThat(post(scan("a").field("then", "read").end()))
                .startsWith("HTTP/1.1 200")
                .contains("0 left");
    }

    @Test
    void uploadsThatAreAbortedLeaveNoFileAndNoDescriptor() throws Exception {
        post(scan("warm").field("then", "error").end());
        byte[] form = scan("line of text\n".repeat(4_000)).end();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            abort(clients, form, 50);
            long before = descriptors();
            abort(clients, form, ABORTED);
            awaitFewer(before + 20); // a connection that is closed has left nothing to come
            awaitNothingLeft();
            assertThat(server.files()).isEmpty();
            assertThat(server.store.filesOf("anonymous")).isZero();
            assertThat(server.store.bytesOf("anonymous")).isZero();
            assertThat(descriptors()).isLessThan(before + 20);
        } finally {
            clients.shutdownNow();
        }
        assertThat(post(scan("still there").end())).startsWith("HTTP/1.1 200");
    }

    private void abort(ExecutorService clients, byte[] form, int times) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int length = new Random(i).nextInt(form.length - 1);
            boolean chunked = i % 2 == 0;
            boolean reset = i % 3 == 0;
            running.add(clients.submit(() -> {
                abort(form, length, chunked, reset);
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    /** Leaves in the middle, politely or not. */
    private void abort(byte[] form, int length, boolean chunked, boolean reset) throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(UploadServer.head(chunked ? -1 : form.length, "").getBytes(StandardCharsets.US_ASCII));
            if (chunked) {
                out.write((Integer.toHexString(form.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(form, 0, length);
            out.flush();
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    private void awaitNothingLeft() throws Exception {
        for (int i = 0; i < 3_000 && (!server.files().isEmpty() || server.store.filesOf("anonymous") > 0); i++) {
            Thread.sleep(100);
        }
    }

    private static void awaitFewer(long bound) throws InterruptedException {
        for (int i = 0; i < 3_000 && descriptors() >= bound; i++) {
            Thread.sleep(100);
        }
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
