package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;

/** Signed content that is larger than memory may hold, on a real server. */
class LargeBodiesTest {
    private static final java.nio.file.Path OPEN_FILES = java.nio.file.Path.of("/proc/self/fd");

    private final Signing signing = new Signing();
    private final RequestSigner signer = RequestSigner.with(signing.key, SignatureProfile.STRICT);
    private final Pipeline pipeline = Pipeline.builder()
            .add(Signatures.required(signing.ring)
                    .authorities("localhost")
                    .maxBody(DataSize.of("200KiB"))
                    .memoryBound(DataSize.of("1KiB")))
            .build();

    /** What became of the content, without keeping it. */
    private static String sum(InputStream content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content.readAllBytes());
        return "sum " + sum.getValue();
    }

    /** Sums up. */
    @Path("sums")
    public static class Sums {
        @POST
        public String post(InputStream content) throws IOException {
            return sum(content);
        }
    }

    private TomcatServer filterAlone() throws Exception {
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                if (request.getQueryString() != null) {
                    response.getWriter().print(request.getParameter("name").length());
                } else {
                    response.getWriter().print(sum(request.getInputStream()));
                }
            }
        };
        return new TomcatServer()
                .filter("gapura", new GapuraFilter(pipeline), "/*")
                .servlet("sums", "/sums", servlet)
                .start();
    }

    private TomcatServer featureAlone() throws Exception {
        ResourceConfig config = new ResourceConfig(Sums.class).register(new GapuraFeature(pipeline));
        return new TomcatServer()
                .servlet("rest", "/*", new ServletContainer(config))
                .start();
    }

    private String head(String query, String type, byte[] content, int length) {
        List<HeaderLine> lines =
                new ArrayList<>(List.of(new HeaderLine("Host", "localhost"), new HeaderLine("Content-Type", type)));
        lines.addAll(signer.sign("POST", URI.create("http://localhost/app/sums" + query), List.copyOf(lines), content));
        StringBuilder head = new StringBuilder("POST /app/sums" + query + " HTTP/1.1\r\nConnection: close\r\n");
        lines.forEach(line ->
                head.append(line.name()).append(": ").append(line.value()).append("\r\n"));
        return head + (length < 0 ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + length + "\r\n\r\n");
    }

    private Reply post(TomcatServer server, byte[] content) throws IOException {
        return server.send(
                head("", "text/plain", content, content.length) + new String(content, StandardCharsets.ISO_8859_1));
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ('a' + i % 17);
        }
        return content;
    }

    private static long spilled() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "only Linux shows the open files of a process");
        try (Stream<java.nio.file.Path> all = Files.list(OPEN_FILES)) {
            return all.filter(LargeBodiesTest::isSpilled).count();
        }
    }

    private static boolean isSpilled(java.nio.file.Path open) {
        try {
            return Files.readSymbolicLink(open).toString().contains("gapura-body-");
        } catch (NoSuchFileException closed) {
            return false;
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static void assertNothingStays() throws Exception {
        for (int i = 0; i < 24_000 && spilled() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(spilled()).isZero();
    }

    @Test
    void theApplicationReadsWhatWasProvenAndTheFileIsGone() throws Exception {
        byte[] content = content(200 << 10);
        CRC32 sum = new CRC32();
        sum.update(content);
        try (TomcatServer filter = filterAlone();
                TomcatServer feature = featureAlone()) {
            for (TomcatServer server : List.of(filter, feature)) {
                assertThat(post(server, content).body()).contains("sum " + sum.getValue());
                content[content.length / 2] ^= 1;
                String changed = new String(content, StandardCharsets.ISO_8859_1);
                content[content.length / 2] ^= 1;
                assertThat(server.send(head("", "text/plain", content, content.length) + changed)
                                .status())
                        .isEqualTo(401);
            }
        }
        assertNothingStays();
    }

    @Test
    void aFormComesFromTheFileToo() throws Exception {
        byte[] form = ("name=" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        String head = head("?form", "application/x-www-form-urlencoded", form, form.length);
        try (TomcatServer server = filterAlone()) {
            assertThat(server.send(head + new String(form, StandardCharsets.US_ASCII))
                            .body())
                    .contains("100000");
        }
        assertNothingStays();
    }

    @Test
    void whatIsLargerThanAllowedIs413AlsoWithoutALength() throws Exception {
        byte[] content = content((200 << 10) + 1);
        try (TomcatServer filter = filterAlone();
                TomcatServer feature = featureAlone()) {
            for (TomcatServer server : List.of(filter, feature)) {
                assertThat(post(server, content).status()).isEqualTo(413);
                String chunked = head("", "text/plain", content, -1)
                        + Integer.toHexString(content.length)
                        + "\r\n"
                        + new String(content, StandardCharsets.ISO_8859_1)
                        + "\r\n0\r\n\r\n";
                assertThat(server.send(chunked).status()).isEqualTo(413);
            }
        }
        assertNothingStays();
    }

    @Test
    void aClientThatLeavesHalfWayLeavesNothing() throws Exception {
        byte[] content = content(100_000);
        String head = head("", "text/plain", content, content.length);
        try (TomcatServer filter = filterAlone();
                TomcatServer feature = featureAlone()) {
            for (TomcatServer server : List.of(filter, feature)) {
                try (Socket socket = new Socket("127.0.0.1", server.connector().getLocalPort())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(head.getBytes(StandardCharsets.US_ASCII));
                    out.write(content, 0, 50_000);
                    out.flush();
                    for (int i = 0; i < 24_000 && spilled() == 0; i++) {
                        Thread.sleep(10);
                    }
                    assertThat(spilled()).as("half of it is in a file").isOne();
                    socket.setSoLinger(true, 0);
                }
                assertNothingStays();
            }
        }
    }
}
