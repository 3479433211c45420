package io.gapura.examples.servers.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    void aServerThatEndsAtOnceIsReportedWithItsLog() throws IOException {
        Path launcher = folder.resolve("launchers/none/target");
        Files.createDirectories(launcher.resolve("classes"));
        Files.createDirectories(launcher.resolve("lib"));
        Launch none = new Launch.Embedded("none", "no.such.Launcher");
        Row row = new Row("none", none, Optional.empty(), "none", Set.of(17), List.of());

        assertThatThrownBy(() -> ServerProcess.start(
                        row,
                        new Workshop(folder, folder.resolve("target")),
                        folder,
                        folder.resolve("logs/none.log"),
                        "/",
                        Duration.ofSeconds(20)))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("the server ended with 1")
                .hasMessageContaining("no.such.Launcher");
    }

    @Test
    void everyRowHasANameOfItsOwnAndTheFastOnesAreAmongTheFullOnes() {
        assertThat(Row.all()).extracting(Row::id).doesNotHaveDuplicates().hasSize(21);
        assertThat(Row.full()).hasSize(20).containsAll(Row.fast());
    }

    @Test
    void anotherJdkSaysItsVersionInItsFile() throws IOException {
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");
        Jdk other = Jdk.at(folder);
        assertThat(other.feature()).isEqualTo(25);
        assertThat(other.matrix()).isEqualTo("matrix-jdk25.md");
        assertThat(Jdk.chosen().matrix()).isEqualTo("matrix.md");

        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"25\"\n");
        assertThatThrownBy(() -> Jdk.at(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void aServerWithItsOwnRuntimeAnswersToItAsWell() {
        assertThat(Row.full())
                .filteredOn(row -> row.id().equals("wildfly"))
                .allSatisfy(row -> assertThat(row.families()).contains("wildfly", "resteasy"));
    }

    @Test
    void aServerThatIsMadeOfAnotherDepartsAsThatOneDoes() {
        assertThat(families("payara-micro")).contains("payara", "glassfish", "jersey");
        assertThat(families("tomee10")).contains("tomee", "tomcat", "cxf").doesNotContain("cxf41");
        assertThat(families("wildfly")).contains("undertow");
    }

    private static Set<String> families(String id) {
        return Row.full().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow()
                .families();
    }
}
