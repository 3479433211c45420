package io.gapura.rbac;

import io.gapura.rbac.AccessMatrix.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a change of policy does, cell by cell: opened means that somebody may do what it could not do before. An endpoint
 * that is new opens what it admits, one that is gone closes it; a column that is new is compared with what its caller
 * would have been before: an authenticated one without roles. Without a path rule what lies there decides for itself: a
 * file is refused, and a resource is as open as its own rule says. A rule that goes opens what it refused, therefore, and
 * one that comes opens what it admits.
 *
 * <p>Immutable, sorted.
 */
public final class MatrixDiff {
    private final List<Change> opened;
    private final List<Change> closed;
    private final SortedSet<String> added;
    private final SortedSet<String> removed;

    /** One cell that is not what it was. */
    public record Change(String endpoint, String column, Cell before, Cell after) {
        @Override
        public String toString() {
            return endpoint + " for " + column + ": " + before + " -> " + after;
        }
    }

    private MatrixDiff(List<Change> opened, List<Change> closed, SortedSet<String> added, SortedSet<String> removed) {
        this.opened = List.copyOf(opened);
        this.closed = List.copyOf(closed);
        this.added = added;
        this.removed = removed;
    }

    static MatrixDiff of(AccessMatrix older, AccessMatrix newer) {
        List<Change> opened = new ArrayList<>();
        List<Change> closed = new ArrayList<>();
        SortedSet<String> before = endpoints(older);
        SortedSet<String> after = endpoints(newer);
        SortedSet<String> all = new TreeSet<>(before);
        all.addAll(after);
        SortedSet<String> columns = new TreeSet<>(older.columns());
        columns.addAll(newer.columns());
        for (String endpoint : all) {
            Map<String, Cell> was = older.cells(endpoint);
            Map<String, Cell> is = newer.cells(endpoint);
            boolean unruled = endpoint.endsWith(AccessMatrix.PATH_RULE) && (was.isEmpty() || is.isEmpty());
            for (String column : columns) {
                Change change = unruled
                        ? unruled(endpoint, column, was, is)
                        : new Change(endpoint, column, cell(was, column), cell(is, column));
                int step = rank(change.after()) - rank(change.before());
                if (step != 0) {
                    (step > 0 ? opened : closed).add(change);
                }
            }
        }
        return new MatrixDiff(opened, closed, without(after, before), without(before, after));
    }

    private static SortedSet<String> endpoints(AccessMatrix matrix) {
        SortedSet<String> ids = new TreeSet<>();
        matrix.rows().forEach(row -> ids.add(row.endpoint()));
        return ids;
    }

    private static SortedSet<String> without(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return Collections.unmodifiableSortedSet(rest);
    }

    /** Beside a path rule that is there in one of the two alone. */
    private static Change unruled(String endpoint, String column, Map<String, Cell> was, Map<String, Cell> is) {
        if (was.isEmpty()) {
            Cell cell = cell(is, column);
            return new Change(endpoint, column, cell == Cell.IF ? Cell.NO : Cell.IF, cell);
        }
        Cell cell = cell(was, column);
        return new Change(endpoint, column, cell, cell == Cell.IF ? Cell.YES : Cell.IF);
    }

    /** A role that is not there gives nobody anything, but whoever states it is authenticated. */
    private static Cell cell(Map<String, Cell> row, String column) {
        Cell cell = row.get(column);
        return cell != null ? cell : row.getOrDefault(AccessMatrix.AUTHENTICATED, Cell.NO);
    }

    private static int rank(Cell cell) {
        return switch (cell) {
            case NO -> 0;
            case IF -> 1;
            case YES -> 2;
        };
    }

    /** Cells that admit more than before; {@code if} to {@code yes} too. */
    public List<Change> opened() {
        return opened;
    }

    /** Cells that admit less than before. */
    public List<Change> closed() {
        return closed;
    }

    /** Endpoints that were not there before. */
    public SortedSet<String> added() {
        return added;
    }

    /** Endpoints that are not there any more. */
    public SortedSet<String> removed() {
        return removed;
    }

    public boolean isEmpty() {
        return opened.isEmpty() && closed.isEmpty() && added.isEmpty() && removed.isEmpty();
    }

    /** A line each: opened first, because that is what to look at. */
    @Override
    public String toString() {
        return String.join(
                "\n",
                Stream.of(
                                opened.stream().map(change -> "opened  " + change),
                                closed.stream().map(change -> "closed  " + change),
                                added.stream().map(endpoint -> "added   " + endpoint),
                                removed.stream().map(endpoint -> "removed " + endpoint))
                        .flatMap(lines -> lines)
                        .toList());
    }
}
