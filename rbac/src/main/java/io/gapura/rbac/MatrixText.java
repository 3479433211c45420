package io.gapura.rbac;

import io.gapura.rbac.AccessMatrix.Cell;
import io.gapura.rbac.AccessMatrix.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text forms of an {@link AccessMatrix}. */
final class MatrixText {
    private static final List<String> FIRST = List.of("endpoint", "rule");

    private MatrixText() {}

    private static List<String> heads(AccessMatrix matrix) {
        return Stream.concat(FIRST.stream(), matrix.columns().stream()).toList();
    }

    static String markdown(AccessMatrix matrix) {
        StringBuilder text = new StringBuilder();
        line(text, heads(matrix));
        line(text, heads(matrix).stream().map(head -> "---").toList());
        matrix.lines().forEach(line -> line(text, line));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ")
                .append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    static String csv(AccessMatrix matrix) {
        return Stream.concat(Stream.of(heads(matrix)), matrix.lines().stream())
                .map(cells -> cells.stream().map(MatrixText::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A cell that begins like a formula would be one in a spreadsheet: ids and role names begin with letters. */
    private static String quoted(String cell) {
        boolean plain = cell.chars().allMatch(c -> c >= ' ' && c != '"' && c != ',');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    static AccessMatrix read(String csv) {
        List<List<String>> lines = lines(csv);
        if (lines.isEmpty()
                || lines.get(0).size() < 4
                || !lines.get(0).subList(0, 2).equals(FIRST)
                || !lines.get(0).subList(2, 4).equals(List.of(AccessMatrix.ANONYMOUS, AccessMatrix.AUTHENTICATED))) {
            throw new IllegalArgumentException("the first line of an access matrix names its columns");
        }
        List<String> columns = lines.get(0).subList(2, lines.get(0).size());
        List<Row> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != columns.size() + 2) {
                throw new IllegalArgumentException("line " + (rows.size() + 2) + " has another number of columns");
            }
            List<Cell> cells =
                    line.subList(2, line.size()).stream().map(MatrixText::cell).toList();
            rows.add(new Row(line.get(0), line.get(1), cells));
        }
        return AccessMatrix.of(columns, rows);
    }

    private static Cell cell(String word) {
        for (Cell cell : Cell.values()) {
            if (cell.toString().equals(word)) {
                return cell;
            }
        }
        throw new IllegalArgumentException("a cell is yes, no or if");
    }

    private static List<List<String>> lines(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                boolean end = c == '"';
                boolean twice = end && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
                quoted = !end || twice;
                if (!end || twice) {
                    cell.append(c);
                    i += twice ? 1 : 0;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted || !line.isEmpty() || cell.length() > 0) {
            throw new IllegalArgumentException("the last line of an access matrix is cut off");
        }
        return lines;
    }

    static String json(AccessMatrix matrix) {
        return matrix.rows().stream()
                .map(row -> {
                    List<String> members = new ArrayList<>();
                    members.add(member("endpoint", row.endpoint()));
                    members.add(member("rule", row.rule()));
                    String cells = matrix.cells(row.endpoint()).entrySet().stream()
                            .map(cell -> member(cell.getKey(), cell.getValue().toString()))
                            .collect(Collectors.joining(",", "{", "}"));
                    members.add("\"access\":" + cells);
                    return "{" + String.join(",", members) + "}";
                })
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String member(String name, String value) {
        return string(name) + ":" + string(value);
    }

    /** RFC 8259 §7. */
    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x2028 || c == 0x2029) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
