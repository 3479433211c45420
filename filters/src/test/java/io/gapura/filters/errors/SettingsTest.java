package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void theTextOfASectionGivesTheSettingsOfTheFluentForm() {
        assertThat(bind(Map.of("type-base", "https://a.example/p/")))
                .isEqualTo(ProblemErrors.standard()
                        .typeBase("https://a.example/p/")
                        .settings());
        assertThat(bind(Map.of())).isEqualTo(ProblemErrors.standard().settings());
    }

    @Test
    void aTypeBaseThatIsNoUriStopsTheStart() {
        assertThatThrownBy(() -> bind(Map.of("type-base", "problems/")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("type-base must be an absolute URI");
    }

    @Test
    void aCatalogueOfTheApplicationIsFoundInItsOwnClassLoader(@TempDir Path application) throws IOException {
        Path services = Files.createDirectories(application.resolve("META-INF/services"));
        Files.writeString(services.resolve(ErrorCatalog.Source.class.getName()), TestSource.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {application.toUri().toURL()}, SettingsTest.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            assertThat(ErrorCatalog.shipped().published("out-of-credit").status())
                    .isEqualTo(403);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(ErrorCatalog.shipped().find("out-of-credit")).isEmpty();
    }

    private static Object bind(Map<String, String> text) {
        return ProblemErrors.entry().bind(Section.of("errors", "web.xml", text, Resources.ofSystem()));
    }
}
