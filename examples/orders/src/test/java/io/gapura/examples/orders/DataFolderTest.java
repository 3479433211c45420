package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void whatIsSecretIsForItsOwnerAlone() throws IOException {
        DataFolder data = DataFolder.at(temporary.resolve("data"));

        assertThat(DataFolder.readOrWrite(data.pepper(), () -> "secret")).isEqualTo("secret");

        assertThat(permissions(temporary.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(data.pepper())).isEqualTo("rw-------");
    }

    @Test
    void aSecondStartChangesNothing() {
        DataFolder data = DataFolder.at(temporary);
        String first = DataFolder.readOrWrite(data.pepper(), () -> "first");

        assertThat(DataFolder.readOrWrite(data.pepper(), () -> "second")).isEqualTo(first);
    }

    @Test
    void nothingUnfinishedIsLeftBehind() throws IOException {
        DataFolder data = DataFolder.at(temporary);
        assertThat(DataFolder.readOrWrite(data.pepper(), () -> "secret")).isNotEmpty();

        try (var files = Files.list(temporary)) {
            assertThat(files).containsExactly(data.pepper());
        }
    }

    @Test
    void anEmptySecretIsNoSecret() throws IOException {
        DataFolder data = DataFolder.at(temporary);
        Files.createFile(data.pepper());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DataFolder.readOrWrite(data.pepper(), () -> "new"))
                .withMessageContaining("pepper.json must hold");
    }

    @Test
    void aSecretFileHasABound() throws IOException {
        DataFolder data = DataFolder.at(temporary);
        Files.writeString(data.people(), "x".repeat(1 << 16));
        assertThat(DataFolder.readOrWrite(data.people(), () -> "")).hasSize(1 << 16);

        Files.writeString(data.people(), "x".repeat((1 << 16) + 1));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DataFolder.readOrWrite(data.people(), () -> ""));
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DataFolder.at(file))
                .withMessageContaining("DATA_DIR");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
