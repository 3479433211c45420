package io.gapura.rbac;

import io.gapura.filters.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may call what, as a table that people review and builds compare: a row for each endpoint, a column for an anonymous
 * caller, for an authenticated one without roles, and for each role alone. Every cell is what the decision would be.
 *
 * <p>Immutable. Sorted by endpoint, so that equal policies give equal text on every machine.
 */
public final class AccessMatrix {
    /** Column of a caller that has not said who it is. */
    public static final String ANONYMOUS = "anonymous";

    /** Column of a caller without roles. */
    public static final String AUTHENTICATED = "authenticated";

    /** How the id of a row ends that is a path rule, and no endpoint. */
    static final String PATH_RULE = " path rule";

    private final List<String> columns;
    private final SortedMap<String, Row> rows;

    /** What a caller gets. */
    public enum Cell {
        YES("yes"),
        NO("no"),
        /**
         * If a scope, the authentication, the tenant or a check of the object agrees too; for a servlet that several path
         * rules reach, if the one does that matches.
         */
        IF("if");

        private final String word;

        Cell(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * One endpoint.
     *
     * @param endpoint its id
     * @param rule in words, and where it comes from unless it stands on what runs
     * @param cells in the order of the columns
     */
    public record Row(String endpoint, String rule, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    private AccessMatrix(List<String> columns, SortedMap<String, Row> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * A table of these rows.
     *
     * @throws IllegalArgumentException when a row does not fit the columns, or two are of one endpoint
     */
    public static AccessMatrix of(List<String> columns, Collection<Row> rows) {
        SortedMap<String, Row> sorted = new TreeMap<>();
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("a row has as many cells as there are columns");
            }
            if (sorted.put(row.endpoint(), row) != null) {
                throw new IllegalArgumentException("two rows are of one endpoint");
            }
        }
        return new AccessMatrix(List.copyOf(columns), Collections.unmodifiableSortedMap(sorted));
    }

    /**
     * The table of an application that runs: its endpoints as far as they are known, by the policy that counts now. For a
     * page that administrators see; whom it may be shown to is a rule of the application.
     *
     * @throws IllegalStateException when no access rules of ours are among its policies
     */
    public static AccessMatrix of(Deployment deployment) {
        return EndpointAccess.of(deployment).matrix(deployment.coverage().endpoints());
    }

    /** {@link #ANONYMOUS}, {@link #AUTHENTICATED}, then the roles. */
    public List<String> columns() {
        return columns;
    }

    /** Sorted by endpoint. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** The cells of an endpoint by column; none for one that is not here. */
    Map<String, Cell> cells(String endpoint) {
        Row row = rows.get(endpoint);
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; row != null && i < columns.size(); i++) {
            cells.put(columns.get(i), row.cells().get(i));
        }
        return cells;
    }

    /** Which cells a change of policy opened and closed. */
    public MatrixDiff to(AccessMatrix newer) {
        return MatrixDiff.of(this, newer);
    }

    public String toMarkdown() {
        return MatrixText.markdown(this);
    }

    /** As RFC 4180 has it, with a header line. */
    public String toCsv() {
        return MatrixText.csv(this);
    }

    public String toJson() {
        return MatrixText.json(this);
    }

    /** A page that needs nothing else: no script, no style sheet and no picture from anywhere. */
    public String toHtml(String title) {
        return MatrixPage.of(title, this);
    }

    /**
     * Reads what {@link #toCsv} has written, such as the file that a build compares with.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static AccessMatrix ofCsv(String csv) {
        return MatrixText.read(csv);
    }

    /**
     * For a user's test: fails unless the file says the same, so that nobody opens an endpoint without a reviewer's eye.
     * Run once with {@code -Dgapura.matrix.write=true} to write the file.
     *
     * @throws AssertionError naming every opened and closed cell
     * @throws IOException when the file cannot be read or written
     */
    public void requireSame(Path file) throws IOException {
        if (Boolean.getBoolean("gapura.matrix.write")) {
            Files.writeString(file, toCsv(), StandardCharsets.UTF_8);
            return;
        }
        if (!Files.exists(file)) {
            throw new AssertionError("there is no access matrix in " + file.getFileName()
                    + " yet: run once with -Dgapura.matrix.write=true, and review it");
        }
        MatrixDiff diff = ofCsv(Files.readString(file, StandardCharsets.UTF_8)).to(this);
        if (!diff.isEmpty()) {
            throw new AssertionError("the access matrix is not that of " + file.getFileName()
                    + "; review the change, then run once with -Dgapura.matrix.write=true\n" + diff);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessMatrix that && columns.equals(that.columns) && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + rows.hashCode();
    }

    @Override
    public String toString() {
        return toMarkdown();
    }

    List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows.values()) {
            List<String> line = new ArrayList<>();
            line.add(row.endpoint());
            line.add(row.rule());
            row.cells().forEach(cell -> line.add(cell.toString()));
            lines.add(line);
        }
        return lines;
    }
}
