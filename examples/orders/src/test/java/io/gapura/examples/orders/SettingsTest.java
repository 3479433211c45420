package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Rbac.OnUncovered;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void anEmptyEnvironmentIsEnough() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.onUncovered()).isEqualTo(OnUncovered.DENY);
        assertThat(settings.origin()).isEqualTo("http://localhost:8080");
    }

    @Test
    void aBlankDatabaseUrlIsNone() {
        assertThat(Settings.of(Map.of("DATABASE_URL", " ")).databaseUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "65535"})
    void portsUpToBothEndsAreTaken(String port) {
        assertThat(Settings.of(Map.of("PORT", port)).port()).isEqualTo(Integer.parseInt(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "080", "80 ", "http", "100000"})
    void anythingElseIsNoPort(String port) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("PORT", port)))
                .withMessage("PORT must be a number between 1 and 65535");
    }

    @Test
    void anEndpointWithoutARuleMayStopTheStart() {
        assertThat(Settings.of(Map.of("ON_UNCOVERED", "fail")).onUncovered()).isEqualTo(OnUncovered.FAIL);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("ON_UNCOVERED", "report")))
                .withMessage("ON_UNCOVERED must be deny or fail");
    }

    @Test
    void aPathThatCannotBeOneIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("DATA_DIR", "a\0b")))
                .withMessageContaining("DATA_DIR");
    }
}
