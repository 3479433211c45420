package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Jdk;
import io.gapura.examples.servers.harness.MatrixReport;
import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.RowRun;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.testkit.Driver;
import io.gapura.filters.testkit.ScenarioResult;
import io.gapura.filters.testkit.ScenarioRunner;
import io.gapura.filters.testkit.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FastRowsIT {
    private static final Workshop WORKSHOP = new Workshop(Path.of(".."), Path.of("target"));
    private static final MatrixReport REPORT = new MatrixReport();
    private static final List<String> CONTEXTS =
            List.of("app", "filter", "feature", "split", "forgotten", "proxied", "partners", "answered");

    static List<Row> rows() {
        return Row.fast();
    }

    @AfterAll
    static void publish() throws IOException {
        REPORT.write(Path.of("target"));
        REPORT.write(Path.of("../target"), Jdk.chosen().matrix()); // the full rows take its place, these among them
    }

    @Test
    void everyScenarioEndsTheSameOnTheEngineAlone() throws Exception {
        judge(BareDriver.create(Path.of(".."), Path.of("target/kept/bare")), 60);
    }

    @Test
    void everyScenarioEndsTheSameOnTheServletAdapterAlone() throws Exception {
        judge(BareDriver.create(Path.of(".."), Path.of("target/kept/servlet")).servlets(Path.of("..")), 30);
    }

    @Test
    void everyScenarioEndsTheSameOnTheRestAdapterAlone() throws Exception {
        judge(BareDriver.create(Path.of(".."), Path.of("target/kept/rest")).resources(Path.of("..")), 50);
    }

    private static void judge(Driver driver, int least) throws IOException {
        List<ScenarioResult> results = ScenarioRunner.run(Scenarios.shipped(), driver);
        String jdk = Integer.toString(Runtime.version().feature());
        REPORT.add(new MatrixReport.Column(driver.name(), "no server", "none", jdk, MatrixReport.Times.NONE, results));
        assertThat(results.stream().filter(result -> result.end() == ScenarioResult.End.FAILED))
                .isEmpty();
        assertThat(results.stream().filter(result -> result.end() == ScenarioResult.End.PASSED))
                .hasSizeGreaterThan(least);
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
