package io.gapura.examples.servers.full;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Jdk;
import io.gapura.examples.servers.harness.MatrixReport;
import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.RowRun;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.testkit.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same scenarios on every server and REST runtime of the matrix, one server at a time. {@code
 * -Dgapura.servers.rows=all} adds combinations and milestones; names, separated by commas, choose some.
 */
final class FullRowsIT {
    private static final Workshop WORKSHOP = new Workshop(Path.of(".."), Path.of("target"));
    private static final MatrixReport REPORT = new MatrixReport();
    private static final List<String> CONTEXTS = List.of(
            "app",
            "filter",
            "feature",
            "split",
            "forgotten",
            "proxied",
            "partners",
            "answered",
            "ROOT",
            "init",
            "both",
            "complete");

    static List<Row> rows() throws IOException {
        int jdk = Jdk.chosen().feature();
        return chosen().stream().filter(row -> row.jdks().contains(jdk)).toList();
    }

    private static List<Row> chosen() {
        String words = System.getProperty("gapura.servers.rows", "");
        if (words.isEmpty()) {
            return Row.full();
        }
        if (words.equals("all")) {
            return Row.all();
        }
        Set<String> names = Set.of(words.split(",", -1));
        List<Row> chosen =
                Row.all().stream().filter(row -> names.contains(row.id())).toList();
        assertThat(chosen).as("rows named " + names).hasSameSizeAs(names);
        return chosen;
    }

    @AfterAll
    static void publish() throws IOException {
        int jdk = Jdk.chosen().feature();
        Set<String> chosen = chosen().stream().map(Row::id).collect(Collectors.toSet());
        for (Row row : Row.all()) {
            if (!chosen.contains(row.id())) {
                REPORT.notRun(row.id(), "not chosen");
            } else if (!row.jdks().contains(jdk)) {
                REPORT.notRun(row.id(), "does not run on JDK " + jdk);
            }
        }
        REPORT.write(Path.of("../target"), Jdk.chosen().matrix());
        // The README has this table word for word; a row that is no longer what it says fails here.
        assertThat(Files.readAllLines(Path.of("../compatibility.md"))).containsAll(claimed());
    }

    /** Rows of {@code all} are looked at, and not claimed. */
    private static List<String> claimed() {
        return REPORT.compatibility().stream()
                .filter(line -> Row.full().stream().anyMatch(row -> line.startsWith("| " + row.id() + " |")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyScenarioEndsAsTheTableSays(Row row) throws Exception {
        List<ScenarioResult> results = RowRun.run(row, WORKSHOP, CONTEXTS, REPORT);
        assertThat(results.stream().filter(result -> result.end() == ScenarioResult.End.FAILED))
                .as("failed on " + row.id() + ", log " + WORKSHOP.log(row.id()))
                .isEmpty();
        assertThat(results.stream().filter(result -> result.end() == ScenarioResult.End.PASSED))
                .hasSizeGreaterThan(100);
    }
}
