package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.Expectation;
import io.gapura.filters.testkit.ScenarioResult;
import io.gapura.filters.testkit.ScenarioResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The published table: rows with their versions, groups by row, and what each departure means. Sorted, without times,
 * dates or paths, so that two runs can be compared line by line; times go to a file of their own.
 */
public final class MatrixReport {
    private final Map<String, Column> columns = new TreeMap<>();
    private final List<String> notRun = new ArrayList<>();

    /**
     * What one driver did.
     *
     * @param server name and version as the running server says
     * @param runtime name and version of its REST runtime
     * @param times for the second file
     */
    public record Column(
            String name, String server, String runtime, String jdk, String times, List<ScenarioResult> results) {
        public Column {
            results = List.copyOf(results);
        }

        private long count(End end) {
            return results.stream().filter(result -> result.end() == end).count();
        }
    }

    public void add(Column column) {
        columns.put(column.name(), column);
    }

    /** A row that did not run is printed with the reason, never left out. */
    public void notRun(String row, String reason) {
        notRun.add("| " + row + " | not run: " + reason + " | | | | | | | |");
    }

    /** Writes {@code matrix.md} and {@code matrix-times.md}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>();
        lines.add("# Server matrix");
        lines.add("");
        rows(lines);
        groups(lines);
        footnotes(lines);
        listed(lines, "Known to fail, not mended yet:", End.KNOWN);
        listed(lines, "Scenarios that a driver cannot express:", End.NOT_RUN);
        Files.writeString(folder.resolve("matrix.md"), String.join("\n", lines) + "\n");
        List<String> times = new ArrayList<>(List.of("# Times", ""));
        columns.values().forEach(column -> times.add("- " + column.name() + ": " + column.times()));
        Files.writeString(folder.resolve("matrix-times.md"), String.join("\n", times) + "\n");
    }

    private void rows(List<String> lines) {
        lines.add("| row | server | REST runtime | JDK | passed | declared | known to fail | failed | not run |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (Column column : columns.values()) {
            lines.add("| " + column.name() + " | " + column.server() + " | " + column.runtime() + " | " + column.jdk()
                    + " | " + column.count(End.PASSED) + " | " + column.count(End.DECLARED) + " | "
                    + column.count(End.KNOWN) + " | "
                    + column.count(End.FAILED) + " | " + column.count(End.NOT_RUN) + " |");
        }
        lines.addAll(notRun.stream().sorted().toList());
        lines.add("");
    }

    private void groups(List<String> lines) {
        lines.add("| group | " + String.join(" | ", columns.keySet()) + " |");
        lines.add("|---".repeat(columns.size() + 1) + "|");
        TreeSet<String> groups = new TreeSet<>();
        columns.values()
                .forEach(column ->
                        column.results().forEach(r -> groups.add(r.scenario().group())));
        for (String group : groups) {
            StringBuilder line = new StringBuilder("| ").append(group);
            columns.values().forEach(column -> line.append(" | ").append(cell(column, group)));
            lines.add(line.append(" |").toString());
        }
        lines.add("");
    }

    private static String cell(Column column, String group) {
        List<ScenarioResult> own = column.results().stream()
                .filter(result -> result.scenario().group().equals(group))
                .toList();
        if (own.stream().anyMatch(result -> result.end() == End.FAILED)) {
            return "✘";
        }
        if (own.stream().anyMatch(result -> result.end() == End.KNOWN)) {
            return "✘ (known)";
        }
        if (own.stream().noneMatch(result -> result.end() == End.PASSED || result.end() == End.DECLARED)) {
            return "–";
        }
        long declared =
                own.stream().filter(result -> result.end() == End.DECLARED).count();
        return declared == 0 ? "✔" : "✔ (" + declared + " declared)";
    }

    private void footnotes(List<String> lines) {
        Map<String, TreeSet<String>> notes = new TreeMap<>();
        columns.values()
                .forEach(column -> column.results().stream()
                        .filter(result -> result.end() == End.DECLARED)
                        .forEach(result -> notes.computeIfAbsent(note(column.name(), result), absent -> new TreeSet<>())
                                .add(result.scenario().title())));
        if (notes.isEmpty()) {
            return;
        }
        lines.add("Declared departures:");
        lines.add("");
        notes.forEach((note, scenarios) -> {
            lines.add("- " + note);
            scenarios.forEach(scenario -> lines.add("  - " + scenario.replace("|", "\\|")));
        });
        lines.add("");
    }

    private static String note(String row, ScenarioResult result) {
        Expectation.Declared declared = result.declared().orElseThrow();
        return row + " answers " + declared.seen() + ", because " + declared.because();
    }

    private void listed(List<String> lines, String title, End end) {
        Map<String, TreeSet<String>> reasons = new TreeMap<>();
        columns.values()
                .forEach(column -> column.results().stream()
                        .filter(result -> result.end() == end)
                        .forEach(result -> reasons.computeIfAbsent(
                                        column.name() + ": " + result.message(), absent -> new TreeSet<>())
                                .add(result.scenario().name())));
        if (reasons.isEmpty()) {
            return;
        }
        lines.add(title);
        lines.add("");
        reasons.forEach((reason, scenarios) -> {
            lines.add("- " + reason);
            scenarios.forEach(scenario -> lines.add("  - " + scenario));
        });
        lines.add("");
    }
}
