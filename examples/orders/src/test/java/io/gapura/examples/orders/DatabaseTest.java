package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Rbac.OnUncovered;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgres://demo:hunter2@localhost/orders", "jdbc:mysql:hunter2", "hunter2"})
    void onlyTwoKindsOfDatabaseAreKnown(String url) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open(url))
                .withMessageStartingWith("DATABASE_URL must begin with")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aDatabaseThatIsNotThereStopsTheStartWithoutItsPassword() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("jdbc:postgresql://localhost:1/orders?user=demo&password=hunter2"))
                .withMessageStartingWith("the database cannot be opened")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    private void open(String url) {
        Settings settings = new Settings(8080, folder, Optional.of(url), OnUncovered.DENY);
        Database.open(settings, DataFolder.at(folder)).close();
    }
}
