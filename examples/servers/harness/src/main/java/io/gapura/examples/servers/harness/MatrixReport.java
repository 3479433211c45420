package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.Expectation;
import io.gapura.filters.testkit.ScenarioResult;
import io.gapura.filters.testkit.ScenarioResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The published table: rows with their versions, groups by row, what each departure means, and what a row cost on the
 * machine that ran it. Sorted, without dates or paths; all but the last table is the same in every run.
 */
public final class MatrixReport {
    private final Map<String, Column> columns = new TreeMap<>();
    private final List<String> notRun = new ArrayList<>();

    /**
     * What one driver did.
     *
     * @param server name and version as the running server says
     * @param runtime name and version of its REST runtime
     * @param times for the last table
     */
    public record Column(
            String name, String server, String runtime, String jdk, Times times, List<ScenarioResult> results) {
        public Column {
            results = List.copyOf(results);
        }

        private long count(End end) {
            return results.stream().filter(result -> result.end() == end).count();
        }
    }

    /**
     * What one row cost; zeros for drivers without a server.
     *
     * @param firstAnswer milliseconds from the start of the process to its first good answer
     * @param cpu milliseconds that the process had used by then
     * @param scenarios milliseconds for all of them, a second start among them
     * @param memory the most that the process held, in MiB
     */
    public record Times(long firstAnswer, long cpu, long scenarios, long memory) {
        public static final Times NONE = new Times(0, 0, 0, 0);
    }

    public void add(Column column) {
        columns.put(column.name(), column);
    }

    /** A row that did not run is printed with the reason, never left out. */
    public void notRun(String row, String reason) {
        notRun.add("| " + row + " | not run: " + reason + " | | | | | | | |");
    }

    /** Writes {@code matrix.md}. */
    public void write(Path folder) throws IOException {
        write(folder, "matrix.md");
    }

    /** The same by another name: one run after another, each on a JDK of its own. */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), String.join("\n", lines()) + "\n");
    }

    /** What the README says of a row that ran: its name, and what the running server said of itself. */
    public List<String> compatibility() {
        return columns.values().stream()
                .map(column -> "| " + column.name() + " | " + column.server() + " | " + column.runtime() + " |")
                .toList();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# Server matrix");
        lines.add("");
        rows(lines);
        groups(lines);
        footnotes(lines);
        listed(lines, "Known to fail, not mended yet:", End.KNOWN);
        listed(lines, "Scenarios that a driver cannot express:", End.NOT_RUN);
        cost(lines);
        return lines;
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

    private void cost(List<String> lines) {
        lines.add("| row | first answer, s | CPU until then, s | scenarios, s | peak memory, MiB |");
        lines.add("|---|---|---|---|---|");
        columns.values().stream()
                .filter(column -> !column.times().equals(Times.NONE))
                .forEach(column -> lines.add("| " + column.name() + " | "
                        + seconds(column.times().firstAnswer()) + " | "
                        + seconds(column.times().cpu()) + " | "
                        + seconds(column.times().scenarios()) + " | "
                        + column.times().memory() + " |"));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1_000.0);
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
        if (own.stream().allMatch(result -> result.end() == End.NOT_RUN)) {
            return "–";
        }
        long total = own.stream().filter(result -> result.end() != End.NOT_RUN).count();
        long passed = own.stream().filter(result -> result.end() == End.PASSED).count();
        boolean failed = own.stream().anyMatch(result -> result.end() == End.FAILED);
        boolean known = own.stream().anyMatch(result -> result.end() == End.KNOWN);
        return (failed ? "✘ " : known ? "✘ (known) " : "✔ ") + passed + "/" + total;
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
