package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A gibibyte through a process of 64 MiB, server and client together: {@code -Dgapura.uploads.large=true}. */
@EnabledIfSystemProperty(named = "gapura.uploads.large", matches = "true")
class LargeUploadTest {
    private static final long LENGTH = 1L << 30;

    @Test
    void aLargeFileStreamsThroughASmallHeap(@TempDir Path directory) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeUploadTest.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        System.out.println(said.lines()
                .filter(line -> line.startsWith("uploaded"))
                .findFirst()
                .orElse(said));
        assertThat(said).contains("uploaded " + LENGTH);
    }

    public static void main(String[] arguments) throws IOException {
        long begun = System.nanoTime();
        try (UploadServer server = new UploadServer(Path.of(arguments[0]), DataSize.of("2GiB"));
                Socket socket = server.connect()) {
            byte[] first = ("--" + Form.BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\n"
                            + "Content-Type: text/plain\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] last = ("\r\n--" + Form.BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] line = new byte[64 * 1024];
            Arrays.fill(line, (byte) 'a');
            OutputStream out = socket.getOutputStream();
            out.write(UploadServer.head(first.length + LENGTH + last.length, "").getBytes(StandardCharsets.US_ASCII));
            out.write(first);
            for (long sent = 0; sent < LENGTH; sent += line.length) {
                out.write(line);
            }
            out.write(last);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            boolean whole = answer.startsWith("HTTP/1.1 200") && answer.contains(" " + LENGTH);
            System.out.println(
                    (whole ? "uploaded " + LENGTH : answer) + " bytes in " + (System.nanoTime() - begun) / 1_000_000_000
                            + " s, peak of the heap " + peak / (1 << 20) + " MiB");
        }
    }
}
