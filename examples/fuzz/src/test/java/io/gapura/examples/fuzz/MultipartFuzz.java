package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoreRules;
import io.gapura.validation.files.StoredFile;
import io.gapura.validation.uploads.MultipartUploads;
import io.gapura.validation.uploads.UploadField;
import io.gapura.validation.uploads.UploadRule;
import io.gapura.validation.uploads.Uploaded;
import io.gapura.validation.uploads.Uploads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

/** A multipart is received whole or refused in our words, and what is refused keeps no file. */
class MultipartFuzz {
    private static final byte[] BEGIN = "--x\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"a.txt\"\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final FileStore STORE = store();
    private static final Pipeline GATE =
            Pipeline.builder().add(MultipartUploads.into(STORE)).build();

    /** Takes one file and one text. */
    public static final class Scans {
        /** For the declaration alone. */
        @Uploads(
                value = @UploadRule(part = "scan", types = FileType.TEXT, maxFiles = 3),
                fields = @UploadField(name = "title", max = 20))
        public void add() {}
    }

    private static FileStore store() {
        try {
            return FileStore.open(
                    Files.createTempDirectory(
                            "gapura-fuzz",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                    StoreRules.defaults());
        } catch (IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void aMultipartIsReceivedWholeOrRefused(byte[] bytes) throws Exception {
        boolean inside = bytes.length > 0 && bytes[0] % 2 == 0;
        byte[] content = bytes;
        if (inside) {
            content = java.util.Arrays.copyOf(BEGIN, BEGIN.length + bytes.length);
            System.arraycopy(bytes, 0, content, BEGIN.length, bytes.length);
        }
        Endpoint endpoint = Endpoint.resource("POST", "/scans", Scans.class, Scans.class.getMethod("add"));
        Verdict verdict = GATE.decide(RequestView.post("/scans")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .withBody(Body.of(content))
                .withEndpoint(endpoint));
        verdict.rejection().ifPresent(refusal -> assertThat(refusal.status()).isIn(400, 413, 415, 422));
        if (verdict.rejection().isEmpty()) {
            for (StoredFile file : Uploaded.of(verdict.attributes()::get).files()) {
                assertThat(STORE.delete(file)).isTrue();
            }
        }
        assertThat(STORE.filesOf("anonymous")).isZero();
    }
}
