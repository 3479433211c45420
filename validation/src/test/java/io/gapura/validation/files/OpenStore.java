package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory of its own, what comes in and what is left there. */
abstract class OpenStore {
    static final FileRules TEXTS = FileRules.allowing(FileType.TEXT);
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path directory;

    Path root;
    Instant now = NOON;
    FileStore store;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(
                directory.resolve("store"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        store = opened(StoreRules.defaults());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    FileStore opened(StoreRules rules) {
        return FileStore.open(root, rules, new SecureRandom(), () -> now);
    }

    void reopen(StoreRules rules) throws IOException {
        store.close();
        store = opened(rules);
    }

    static Incoming incoming(String owner) {
        return new Incoming(owner, "", "notes.txt", "text/plain");
    }

    static InputStream text(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    StoredFile keep(String owner, String content) throws IOException {
        try (FileDraft draft = store.receive(incoming(owner), text(content), TEXTS)) {
            return draft.keep();
        }
    }

    Rejection refusal(Incoming incoming, InputStream content, FileRules rules) throws IOException {
        try (FileDraft draft = store.receive(incoming, content, rules)) {
            throw new AssertionError("accepted " + draft.file());
        } catch (RefusedException refused) {
            return refused.rejection();
        }
    }

    /** Whatever lies below the root but the lock. */
    List<Path> files() throws IOException {
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
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        }
    }
}
