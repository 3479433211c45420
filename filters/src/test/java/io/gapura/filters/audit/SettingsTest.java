package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theTextOfASectionGivesTheSettingsOfTheFluentForm() {
        assertThat(bind(Map.of(
                        "directory", "/var/log/gapura",
                        "origin", "orders.example.com/node-1",
                        "force", "disk",
                        "weak-permissions", "true")))
                .isEqualTo(JsonLinesSink.to(Path.of("/var/log/gapura"))
                        .origin("orders.example.com/node-1")
                        .force(JsonLinesSink.Force.DISK)
                        .dangerouslyAllowWeakPermissions()
                        .settings());
    }

    @Test
    void theStandardIsWriteAndAStrictDirectory() {
        assertThat(bind(Map.of("directory", "/var/log/gapura")))
                .isEqualTo(JsonLinesSink.Settings.of(
                        Optional.of(Path.of("/var/log/gapura")),
                        "gapura",
                        JsonLinesSink.Force.WRITE,
                        false,
                        Recording.standard()));
    }

    @Test
    void anUnknownWordOrABadOriginStopsTheStart() {
        assertThatThrownBy(() -> bind(Map.of("force", "sometimes"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> bind(Map.of("folder", "/x"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> bind(Map.of("origin", "a b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("origin must be 1 to 128 letters");
    }

    private static Object bind(Map<String, String> text) {
        return JsonLinesSink.entry().bind(Section.of("audit", "web.xml", text, Resources.ofSystem()));
    }
}
