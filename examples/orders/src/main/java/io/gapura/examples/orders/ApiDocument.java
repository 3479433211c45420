package io.gapura.examples.orders;

import io.gapura.filters.config.Reference;
import io.gapura.validation.openapi.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What clients are told that they may send, and what is held: one document for both. That of the demo, or another one in
 * the data folder. Immutable and thread-safe.
 */
final class ApiDocument {
    private static final int LONGEST = 1 << 20;
    private static final String NAME = "openapi.json";

    private final String text;
    private final OpenApi contracts;

    private ApiDocument(String name, byte[] content) {
        this.text = new String(content, StandardCharsets.UTF_8);
        this.contracts = OpenApi.of(name, content);
    }

    /** @throws io.gapura.filters.ConfigurationException for what is no such document */
    static ApiDocument in(DataFolder data) {
        Path other = data.folder().resolve(NAME);
        return Files.exists(other)
                ? new ApiDocument(NAME, Reference.file(other).read(LONGEST))
                : new ApiDocument(NAME, shipped());
    }

    private static byte[] shipped() {
        try (InputStream content = ApiDocument.class.getResourceAsStream("/" + NAME)) {
            return Objects.requireNonNull(content).readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** As it was written. */
    String text() {
        return text;
    }

    OpenApi contracts() {
        return contracts;
    }
}
