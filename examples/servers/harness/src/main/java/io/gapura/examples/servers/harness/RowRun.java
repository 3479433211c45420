package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.ScenarioResult;
import io.gapura.filters.testkit.ScenarioRunner;
import io.gapura.filters.testkit.Scenarios;
import java.io.IOException;
import java.util.List;

/** Runs every scenario on one row and tells the report what came of it: the same for rows of every build and all others. */
public final class RowRun {
    private RowRun() {}

    /** Starts the row's server with these contexts, runs, stops it; one column of the report. */
    public static List<ScenarioResult> run(Row row, Workshop workshop, List<String> contexts, MatrixReport report)
            throws IOException, StartFailed {
        ServerDriver driver = ServerDriver.start(row, workshop, contexts, "filter");
        long started = System.nanoTime();
        List<ScenarioResult> results;
        try {
            results = ScenarioRunner.run(Scenarios.shipped(), driver);
        } finally {
            driver.server().close();
        }
        MatrixReport.Times times = new MatrixReport.Times(
                driver.server().firstAnswer().toMillis(),
                driver.server().cpu().toMillis(),
                (System.nanoTime() - started) / 1_000_000,
                driver.server().peakMemory());
        report.add(new MatrixReport.Column(
                row.id(), driver.serverVersion(), workshop.runtimeVersion(row), driver.jdk(), times, results));
        return results;
    }
}
