package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Doctor;
import io.gapura.filters.testkit.doctor.Options;
import io.gapura.filters.testkit.doctor.Severity;
import io.gapura.filters.testkit.doctor.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attack kit finds no leak in the demo; what it notes is what Tomcat answers before any filter, or repairs. */
class DoctorIT extends RunningDemo {
    @ParameterizedTest
    @CsvSource({"/api/health, '', 200", "/api/orders, rani, 200", "/report, '', 401"})
    void theDemoLeaksNothing(String path, String person, int status) throws Exception {
        Options options = Options.standard()
                .timeout(Duration.ofSeconds(60))
                .within(Duration.ofMinutes(30))
                .perSecond(1_000)
                .parameter("/api/orders/{}")
                .parameter("/api/orders?page=");
        options = person.isEmpty()
                ? options
                : options.header("Authorization: " + client.person(person).get("Authorization"));
        Diagnosis diagnosis = Doctor.examine(URI.create(origin + path), options);

        assertThat(diagnosis.finished()).isTrue();
        assertThat(diagnosis.gated()).isTrue();
        assertThat(diagnosis.checks().get(0).status()).isEqualTo(status);
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.severity() == Severity.LEAK)
                .isEmpty();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.source() == Source.GATE)
                .allMatch(finding ->
                        finding.probe().equals("target-tab") || finding.probe().equals("header-folded"));
    }

    /** What the page shows is what is printed; lines of dots stand for others. */
    @Test
    void thePageShowsWhatTheCommandPrints() throws Exception {
        Path out = data.resolve("doctor.out");
        Process doctor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/lib/*",
                        "io.gapura.examples.cli.Gapura",
                        "doctor",
                        "--timeout",
                        "60",
                        "--within",
                        "1800",
                        origin + "/api/health")
                .redirectOutput(out.toFile())
                .redirectError(data.resolve("doctor.err").toFile())
                .start();
        assertThat(doctor.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(doctor.exitValue()).isZero();
        List<String> shown = page().lines()
                .filter(line -> !line.equals("..."))
                .map(DoctorIT::uncounted)
                .toList();
        assertThat(shown).hasSizeGreaterThan(4);
        assertThat(Files.readAllLines(out).stream().map(DoctorIT::uncounted)).containsSubsequence(shown);
    }

    /** How many there are of each changes with every probe that is added. */
    private static String uncounted(String line) {
        return line.replaceAll("\\d+ (requests|leak|lax|notes)", "n $1");
    }

    private static String page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        Matcher block = Pattern.compile(
                        "gapura\\.jar doctor http://localhost:8080/api/health\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(folder.resolve("examples/docs/doctor.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
