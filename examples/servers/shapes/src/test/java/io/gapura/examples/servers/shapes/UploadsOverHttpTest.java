package io.gapura.examples.servers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoreRules;
import io.gapura.validation.uploads.MultipartUploads;
import io.gapura.validation.uploads.UploadField;
import io.gapura.validation.uploads.UploadRule;
import io.gapura.validation.uploads.Uploaded;
import io.gapura.validation.uploads.Uploads;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come to a resource of the runtime of this run, with the feature alone and behind the filter. */
class UploadsOverHttpTest {
    private static final String CEILING = "8KiB";

    @TempDir
    Path directory;

    private FileStore store;

    /** Takes one text of at most a kibibyte. */
    @jakarta.ws.rs.Path("scans")
    public static class Scans {
        @POST
        @Consumes("multipart/form-data")
        @Uploads(
                value = @UploadRule(part = "scan", types = FileType.TEXT, maxBytes = "1KiB"),
                fields = @UploadField(name = "then", max = 5))
        public Response take(@Context HttpServletRequest request) {
            Uploaded uploaded = Uploaded.of(request::getAttribute);
            Probe.ran();
            if (uploaded.field("then").filter("error"::equals).isPresent()) {
                return Response.status(409).build();
            }
            return Response.ok("took " + uploaded.file("scan").orElseThrow().length())
                    .build();
        }
    }

    @BeforeEach
    void open() throws IOException {
        Probe.reset();
        Path root = Files.createDirectory(
                directory.resolve("store"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        store = FileStore.open(root, StoreRules.defaults());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private RestServer server(String front) throws ServletException {
        Pipeline pipeline = Pipeline.builder()
                .add(Limits.defaults().maxBody(DataSize.of(CEILING)))
                .add(MultipartUploads.into(store))
                .errors(ProblemErrors.standard())
                .build();
        List<Class<?>> resources = List.of(Scans.class);
        return front.equals("feature")
                ? RestServer.of(new Recording(), pipeline, resources)
                : RestServer.behind(new GapuraFilter(pipeline), pipeline, resources, "");
    }

    private static String part(String disposition, String type, String content) {
        return "--x\r\nContent-Disposition: form-data; " + disposition + "\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n" + content + "\r\n";
    }

    private static String file(String content) {
        return part("name=\"scan\"; filename=\"scan.txt\"", "text/plain", content);
    }

    private static String form(String... parts) {
        return String.join("", parts) + "--x--\r\n";
    }

    private static String head(int length) {
        return "POST /scans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=x\r\n"
                + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length) + "\r\n\r\n";
    }

    private static String answer(RestServer server, String form) throws IOException {
        return sent(server, head(form.length()) + form);
    }

    private static String inChunks(RestServer server, String form) throws IOException {
        return sent(server, head(-1) + Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n");
    }

    private static String sent(RestServer server, String request) throws IOException {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What has begun and what is kept, without the lock of the store. */
    private List<Path> files() throws IOException {
        while (true) {
            try {
                return walked();
            } catch (UncheckedIOException gone) {
                if (!(gone.getCause() instanceof NoSuchFileException)) {
                    throw gone;
                }
                // removed by another thread while it was looked at: once more
            }
        }
    }

    private List<Path> walked() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("store"))) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(files()).isEmpty();
        assertThat(store.filesOf("anonymous")).isZero();
        assertThat(store.bytesOf("anonymous")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void aFileThatKeepsItsRuleIsKeptBeforeTheResourceRuns(String front) throws Exception {
        try (RestServer server = server(front)) {
            String whole = "a".repeat(1_024);
            assertThat(answer(server, form(file(whole))))
                    .startsWith("HTTP/1.1 200")
                    .contains("took 1024");
            assertThat(inChunks(server, form(file("hello"), part("name=\"then\"", "", "go"))))
                    .startsWith("HTTP/1.1 200")
                    .contains("took 5");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(2);
        assertThat(store.filesOf("anonymous")).isEqualTo(2);
        assertThat(store.bytesOf("anonymous")).isEqualTo(1_029);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void whatIsRefusedLeavesNothingAndTheResourceDoesNotRun(String front) throws Exception {
        try (RestServer server = server(front)) {
            assertThat(answer(server, form(file("<html>"))))
                    .startsWith("HTTP/1.1 422")
                    .contains("content-refused", "upload.content");
            assertThat(answer(server, form(part("name=\"scan\"; filename=\"scan.exe\"", "text/plain", "hello"))))
                    .startsWith("HTTP/1.1 4")
                    .contains("upload.");
            String oneByteMore = form(file("a".repeat(1_025)));
            assertThat(answer(server, oneByteMore)).startsWith("HTTP/1.1 413").contains("upload.size");
            assertThat(inChunks(server, oneByteMore)).startsWith("HTTP/1.1 413").contains("upload.size");
            assertThat(answer(server, form(file("a"), part("name=\"more\"", "", "x"))))
                    .startsWith("HTTP/1.1 400")
                    .contains("param.unknown");
            assertThat(answer(server, file("never closed"))).startsWith("HTTP/1.1 400");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isZero();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void theCeilingOfTheRequestHoldsToTheByte(String front) throws Exception {
        int ceiling = (int) DataSize.of(CEILING).toBytes();
        String small = form(file("a"), part("name=\"then\"", "", ""));
        try (RestServer server = server(front)) {
            // behind its last delimiter nothing may follow, so a form of that length breaks another rule
            String exact = small + "x".repeat(ceiling - small.length());
            assertThat(inChunks(server, exact)).startsWith("HTTP/1.1 400");
            String more = small + "x".repeat(ceiling + 1 - small.length());
            assertThat(answer(server, more)).startsWith("HTTP/1.1 413").contains("body-too-large");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void aResourceThatAnswersAnErrorLeavesNothing(String front) throws Exception {
        try (RestServer server = server(front)) {
            assertThat(answer(server, form(file("a"), part("name=\"then\"", "", "error"))))
                    .startsWith("HTTP/1.1 409");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(1);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void anUploadThatBreaksOffLeavesNothing(String front) throws Exception {
        String form = form(file("line of text\n".repeat(60)));
        try (RestServer server = server(front)) {
            for (int sent = 1; sent < form.length(); sent += 97) {
                breakOff(server, head(form.length()) + form.substring(0, sent), sent % 2 == 0);
                breakOff(
                        server,
                        head(-1) + Integer.toHexString(form.length()) + "\r\n" + form.substring(0, sent),
                        sent % 2 == 1);
            }
            awaitNothingLeft();
            assertThat(answer(server, form)).startsWith("HTTP/1.1 200");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(1);
        assertThat(store.filesOf("anonymous")).isEqualTo(1);
    }

    /** The client goes, politely or not. */
    private static void breakOff(RestServer server, String request, boolean reset) throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** For a second on end: some of the connections that broke off may not have been looked at yet. */
    private void awaitNothingLeft() throws Exception {
        int quiet = 0;
        for (int i = 0; i < 4_800 && quiet < 20; i++) {
            Thread.sleep(50);
            quiet = files().isEmpty() && store.filesOf("anonymous") == 0 ? quiet + 1 : 0;
        }
        assertNothingIsLeft();
    }
}
