package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.KeyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any document is a set of keys or no configuration: one exception, with a line of text that holds no secret. */
class KeySetFuzz {
    private static final Path FILE = temporary();
    /** Of the seeds. */
    private static final String SECRET = "bWluZS1pcy1hLXNlY3JldC1vZi1mb3J0eS1ieXRlcy0wMQ";

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("keys", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void aDocumentIsASetOfKeysOrNoConfiguration(byte[] document) throws IOException {
        Files.write(FILE, document);
        KeyRing ring;
        try {
            ring = KeyRing.load(Reference.file(FILE));
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(2_000).doesNotContain(SECRET);
            assertThat(refused.getMessage().chars()).noneMatch(Character::isISOControl);
            return;
        }
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.CURRENT);
        assertThat(ring.state().keys()).isPositive();
        assertThat(ring.toString()).doesNotContain(SECRET);
    }
}
