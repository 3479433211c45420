package io.gapura.examples.servers.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowTest {
    @TempDir
    Path folder;

    @Test
    void aRowAnswersToItsServerAndItsRuntime() {
        assertThat(Row.fast()).hasSize(3);
        assertThat(Row.fast().get(0).families())
                .contains("tomcat101-jersey31", "tomcat", "jersey", "tomcat101", "jersey31");
    }

    @Test
    void oneRowRunsInTheTurkishLocale() {
        assertThat(Row.fast())
                .filteredOn(row -> row.options().contains("-Duser.language=tr"))
                .hasSize(1);
    }

    @Test
    void aVariantTakesItsPackagesAndTheRoot() throws IOException {
        Files.writeString(folder.resolve("variant"), "rest: no\npackages: servlets, more\n");
        Variant variant = Variant.read(folder.resolve("variant"));

        assertThat(variant.rest()).isFalse();
        assertThat(variant.takes("io/gapura/examples/servers/app/Marks.class")).isTrue();
        assertThat(variant.takes("io/gapura/examples/servers/app/more/A.class")).isTrue();
        assertThat(variant.takes("io/gapura/examples/servers/app/rest/A.class")).isFalse();
        assertThat(variant.takes("com/other/A.class")).isFalse();
    }

    @Test
    void aVariantThatSaysLessIsAnError() throws IOException {
        Files.writeString(folder.resolve("variant"), "rest: no\n");

        assertThatThrownBy(() -> Variant.read(folder.resolve("variant"))).isInstanceOf(IOException.class);
    }

    @Test
    void aServerThatEndsAtOnceIsReportedWithItsLog() {
        Row row = new Row("none", "none", "no.such.Launcher", "none", List.of());

        assertThatThrownBy(() -> ServerProcess.start(
                        row, List.of(folder), folder, folder.resolve("logs/none.log"), "/", Duration.ofSeconds(20)))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("the server ended with 1")
                .hasMessageContaining("no.such.Launcher");
    }
}
