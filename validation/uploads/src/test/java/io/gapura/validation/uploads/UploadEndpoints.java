package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Limits;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoreRules;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that take files and texts in parts, with their store, behind the policy. */
abstract class UploadEndpoints {
    @TempDir
    Path directory;

    FileStore store;
    Pipeline pipeline;

    @Uploads(
            value = {
                @UploadRule(part = "scan", types = FileType.TEXT, maxBytes = "1KiB"),
                @UploadRule(part = "extra", types = FileType.TEXT, maxBytes = "1KiB", maxFiles = 2, required = false)
            },
            fields = {@UploadField(name = "title", max = 5), @UploadField(name = "note", max = 20, multiline = true)},
            maxParts = 5)
    static final class Scans extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @BeforeEach
    void open() throws IOException {
        Path root = Files.createDirectory(
                directory.resolve("store"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        store = FileStore.open(root, StoreRules.defaults());
        pipeline = Pipeline.builder()
                .add(Limits.defaults().maxBody(DataSize.of("64KiB")))
                .add(MultipartUploads.into(store))
                .build();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    Verdict decide(Class<?> servlet, RequestView request) throws IOException {
        return pipeline.decide(request.withEndpoint(Endpoint.servlet(request.method(), "/scans", servlet)));
    }

    Verdict decide(byte[] content) throws IOException {
        return decide(Scans.class, Form.request(content));
    }

    Rejection refusal(byte[] content) throws IOException {
        return refusal(decide(content));
    }

    Rejection refusal(Verdict verdict) throws IOException {
        assertThat(files()).isEmpty();
        assertThat(store.filesOf("anonymous")).isZero();
        assertThat(verdict.attributes()).isEmpty();
        return verdict.rejection().orElseThrow();
    }

    static Uploaded uploaded(Verdict verdict) {
        assertThat(verdict.rejection()).isEmpty();
        return Uploaded.of(verdict.attributes()::get);
    }

    static Form scan() {
        return new Form().file("scan", "scan.txt", "text/plain", "hello");
    }

    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("store"))) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        }
    }
}
