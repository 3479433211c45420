package io.gapura.validation.encode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a CSV file (RFC 4180) that a spreadsheet shows and does not run (CWE-1236).
 *
 * <pre>{@code
 * writer.write(CsvRow.of().text("name").text("balance").toString());
 * writer.write(CsvRow.of().text(name).number(balance).toString());
 * }</pre>
 *
 * <p>A text that begins with {@code = + - @}, with their full-width forms, with TAB, CR or LF, blanks before it not
 * counted, gets an apostrophe in front, by which spreadsheets know a text. That is seen by programs that read the file: it
 * is for people, exchange between programs wants another format. Numbers are written as numbers, so that {@code -5} stays
 * one. Every text is quoted, which keeps it one cell where the separator is a semicolon or a tab. Immutable; a line of
 * many cells is copied with each, so it is for tables and not for thousands of columns.
 */
public final class CsvRow {
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final List<String> cells;

    private CsvRow(List<String> cells) {
        this.cells = List.copyOf(cells);
    }

    public static CsvRow of() {
        return new CsvRow(List.of());
    }

    /** The same with one more cell of text. */
    public CsvRow text(String text) {
        String shown = begins(text) ? "'" + text : text;
        return with('"' + shown.replace("\"", "\"\"") + '"');
    }

    /** The same with one more cell that holds a number. */
    public CsvRow number(long number) {
        return with(Long.toString(number));
    }

    /** The same; without an exponent. Bound its scale where it comes from a client: it is written in full. */
    public CsvRow number(BigDecimal number) {
        return with(number.toPlainString());
    }

    private CsvRow with(String cell) {
        List<String> all = new ArrayList<>(cells);
        all.add(cell);
        return new CsvRow(all);
    }

    private static boolean begins(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (FORMULA.indexOf(c) >= 0) {
                return true;
            }
            if (!Character.isSpaceChar(c)) {
                return false;
            }
        }
        return false;
    }

    /** The line with its end, CR LF. */
    @Override
    public String toString() {
        return String.join(",", cells) + "\r\n";
    }
}
