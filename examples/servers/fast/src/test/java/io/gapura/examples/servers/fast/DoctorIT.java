package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Doctor;
import io.gapura.filters.testkit.doctor.Finding;
import io.gapura.filters.testkit.doctor.Options;
import io.gapura.filters.testkit.doctor.Severity;
import io.gapura.filters.testkit.doctor.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The attack kit on each server, bare and behind the gate. What it finds is written down per server in {@code
 * src/test/resources/doctor}: a server that changes its mind, or a gate that lets more through, fails the build. What
 * was found is in {@code target/doctor}; a change that is right is copied over.
 */
final class DoctorIT {
    private static final Path TARGET = Path.of("target");
    /** The probe application's own texts begin with it. */
    private static final String CANARY = "canary";

    static List<Row> rows() {
        return Row.fast();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theDoctorFindsOnEachServerWhatIsWrittenDown(Row row) throws Exception {
        ServerDriver driver = ServerDriver.start(
                row, new Workshop(Path.of(".."), TARGET), List.of("plain", "app", "filter"), "filter");
        try {
            String base = "http://" + driver.server().authority();
            Diagnosis plain = examine(base + "/plain/open", "/plain/fail/runtime", "/plain/fail/send-error-500");
            Diagnosis filter = examine(base + "/filter/open", "/filter/fail/runtime", "/filter/fail/own");
            Diagnosis app = examine(base + "/app/api/open", "/app/api/fail/runtime", "/app/api/fail/own");
            Assertions.assertAll(
                    () -> compare(row, "plain", plain),
                    () -> compare(row, "filter", filter),
                    () -> compare(row, "app", app),
                    () -> assertThat(plain.finished()).isTrue(),
                    () -> theGateLeaksNothing(filter),
                    () -> theGateLeaksNothing(app));
        } finally {
            driver.finish();
        }
    }

    private static Diagnosis examine(String url, String failing, String alsoFailing) throws IOException {
        Options options = Options.standard()
                .timeout(Duration.ofSeconds(60))
                .within(Duration.ofMinutes(30))
                .canary(CANARY)
                .perSecond(1_000)
                .throwing(failing)
                .throwing(alsoFailing);
        return Doctor.examine(URI.create(url), options);
    }

    private static void theGateLeaksNothing(Diagnosis diagnosis) {
        assertThat(diagnosis.finished()).isTrue();
        assertThat(diagnosis.gated()).isTrue();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.source() == Source.GATE)
                .filteredOn(finding -> finding.severity() == Severity.LEAK)
                .isEmpty();
    }

    private static void compare(Row row, String context, Diagnosis diagnosis) throws IOException {
        String name = row.id() + "-" + context + ".txt";
        List<String> found = lines(diagnosis);
        Path actual = Files.createDirectories(TARGET.resolve("doctor")).resolve(name);
        Files.write(actual, found);
        Path expected = Path.of("src/test/resources/doctor").resolve(name);
        assertThat(found)
                .as("found is in " + actual + ", expected is in " + expected)
                .isEqualTo(Files.exists(expected) ? Files.readAllLines(expected) : List.of());
    }

    /** One line for each symptom, source and status, with the probes that brought it out. */
    private static List<String> lines(Diagnosis diagnosis) {
        TreeMap<String, TreeSet<String>> lines = new TreeMap<>();
        for (Finding finding : diagnosis.findings()) {
            String key = finding.severity() + " " + finding.symptom().word() + " "
                    + finding.source().name().toLowerCase(Locale.ROOT) + " " + finding.status();
            lines.computeIfAbsent(key, none -> new TreeSet<>()).add(finding.probe());
        }
        return lines.entrySet().stream()
                .map(line -> line.getKey() + ": " + String.join(" ", line.getValue()))
                .toList();
    }
}
