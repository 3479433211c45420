package io.gapura.examples.servers.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.Expectation;
import io.gapura.filters.testkit.Fate;
import io.gapura.filters.testkit.ScenarioCase;
import io.gapura.filters.testkit.ScenarioResult;
import io.gapura.filters.testkit.ScenarioResult.End;
import io.gapura.filters.testkit.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MatrixReportTest {
    private static final ScenarioCase CASE = Scenarios.shipped().get(0);

    @TempDir
    Path folder;

    private static ScenarioResult result(String row, End end) {
        Optional<Expectation.Declared> declared = end == End.DECLARED
                ? Optional.of(new Expectation.Declared(new Expectation.Seen(400, Fate.SERVER), "it does", false))
                : Optional.empty();
        return new ScenarioResult(CASE, row, "app", end, declared, end == End.NOT_RUN ? "it cannot" : "");
    }

    private static MatrixReport.Column column(String row, End... ends) {
        return new MatrixReport.Column(
                row,
                "server 1",
                "runtime 2",
                "17",
                new MatrixReport.Times(3_000, 4_000, 5_000, 6),
                List.of(ends).stream().map(end -> result(row, end)).toList());
    }

    private String written(MatrixReport report) throws IOException {
        report.write(folder);
        return Files.readString(folder.resolve("matrix.md"));
    }

    @Test
    void rowsAreCountedAndSortedAndTheirCostStandsLast() throws IOException {
        MatrixReport report = new MatrixReport();
        report.add(column("b", End.PASSED, End.PASSED, End.FAILED));
        report.add(column("a", End.PASSED, End.DECLARED, End.NOT_RUN));
        String text = written(report);

        assertThat(text)
                .contains(
                        "| a | server 1 | runtime 2 | 17 | 1 | 1 | 0 | 0 | 1 |\n| b | server 1 | runtime 2 | 17 | 2 | 0 | 0 | 1 | 0 |")
                .contains("| " + CASE.group() + " | ✔ 1/2 | ✘ 2/3 |")
                .contains("- a answers 400 SERVER, because it does")
                .contains("- a: it cannot")
                .endsWith("| a | 3.0 | 4.0 | 5.0 | 6 |\n| b | 3.0 | 4.0 | 5.0 | 6 |\n");
    }

    @Test
    void aKnownFailureIsNoPass() throws IOException {
        MatrixReport report = new MatrixReport();
        report.add(column("a", End.PASSED, End.KNOWN));

        assertThat(written(report)).contains("✘ (known)").contains("Known to fail");
    }

    @Test
    void aRowThatDidNotRunIsPrintedWithTheReason() throws IOException {
        MatrixReport report = new MatrixReport();
        report.add(column("a", End.PASSED));
        report.notRun("liberty", "no artifact");

        assertThat(written(report)).contains("| liberty | not run: no artifact |");
    }
}
