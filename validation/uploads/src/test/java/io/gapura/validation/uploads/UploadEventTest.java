package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.PatientLog;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoredFile;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the audit log says of files that came in. */
class UploadEventTest extends UploadEndpoints {
    @Uploads(@UploadRule(part = "scan", types = FileType.TEXT, required = false))
    static final class Perhaps extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** The event of the one request. */
    private String event(Class<?> servlet, byte[] form, int status) throws IOException {
        Path log = directory.resolve("audit");
        Pipeline pipeline = Pipeline.builder()
                .add(MultipartUploads.into(store))
                .audit(PatientLog.to(log))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            Exchange exchange = deployment.begin(Form.request(form));
            assertThat(exchange.arrive(pipeline)).isEmpty();
            assertThat(exchange.enter(Endpoint.servlet("POST", "/scans", servlet)))
                    .isEmpty();
            assertThat(exchange.complete(status)).isEmpty();
        }
        try (Stream<Path> segments = Files.list(log.resolve("segment"))) {
            List<String> lines = Files.readAllLines(segments.findFirst().orElseThrow());
            assertThat(lines).as("it begins, the gate starts, stops, it ends").hasSize(5);
            return lines.get(2);
        }
    }

    @Test
    void aRequestWhoseFilesAreKeptIsOneThatHasStoredThem() throws IOException {
        byte[] form = scan().file("extra", "a.txt", "text/plain", "a").end();
        String event = event(Scans.class, form, 201);
        assertThat(event)
                .contains("\"event_code\":\"upload_stored\"", "\"class_uid\":6003", "\"files\":\"2\"")
                .contains("\"file_bytes\":\"6\"")
                .doesNotContain("a.txt");
        var stored = Pattern.compile("\"stored\":\"([A-Za-z0-9_-]{32}) TEXT sha256:([0-9a-f]{64}), ")
                .matcher(event);
        assertThat(stored.find()).as(event).isTrue();
        assertThat(store.find(stored.group(1))).get().returns(stored.group(2), StoredFile::sha256);
    }

    @Test
    void filesThatGoWithAnErrorWereNotStored() throws IOException {
        assertThat(event(Scans.class, scan().end(), 409))
                .contains("\"event_code\":\"gapura_access\"")
                .doesNotContain("sha256:");
    }

    @Test
    void aFormWithoutFilesIsAPlainGrant() throws IOException {
        byte[] form =
                new Form().file("scan", "", "application/octet-stream", "").end();
        assertThat(event(Perhaps.class, form, 200)).doesNotContain("upload_stored");
    }
}
