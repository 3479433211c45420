package io.gapura.rbac;

import io.gapura.rbac.AccessMatrix.Cell;
import io.gapura.rbac.AccessMatrix.Row;

/**
 * An {@link AccessMatrix} as one HTML page for people: light and dark, printable, readable without colours and by a
 * screen reader. Its style is inside, so that a strict Content-Security-Policy needs the hash of one style element alone.
 */
final class MatrixPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
            body { margin: 2rem; }
            h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
            p { margin: 0 0 1rem; }
            .frame { overflow: auto; max-height: 85vh; border: 1px solid #8886; }
            table { border-collapse: collapse; }
            th, td { padding: .35rem .6rem; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; }
            thead th { position: sticky; top: 0; background: Canvas; z-index: 1; }
            thead th:first-child { left: 0; z-index: 2; }
            tbody th { font: 13px/1.45 ui-monospace, monospace; font-weight: 600; min-width: 22rem; max-width: 42rem;
              overflow-wrap: anywhere; position: sticky; left: 0; background: Canvas; }
            td.rule { font-size: .9em; min-width: 14rem; max-width: 28rem; overflow-wrap: anywhere; }
            td.cell { text-align: center; }
            .yes { background: #2e7d3233; font-weight: 600; }
            .if { background: #f9a82533; }
            .no { opacity: .55; }
            @media (max-width: 60rem) { tbody th { position: static; min-width: 12rem; } }
            @media print { .frame { max-height: none; border: 0; } body { margin: 0; } }
            """;

    private MatrixPage() {}

    static String of(String title, AccessMatrix matrix) {
        StringBuilder page = new StringBuilder(4_096)
                .append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(text(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(text(title))
                .append(
                        "</h1>\n<p>Who may call what: each role alone. <b>if</b>: when scope, authentication, tenant, path or")
                .append(" a check of the object agrees too.</p>\n<div class=\"frame\" tabindex=\"0\" role=\"region\"")
                .append(" aria-label=\"access matrix\">\n<table>\n<thead>\n<tr><th scope=\"col\">endpoint</th>")
                .append("<th scope=\"col\">rule</th>");
        matrix.columns()
                .forEach(column ->
                        page.append("<th scope=\"col\">").append(text(column)).append("</th>"));
        page.append("</tr>\n</thead>\n<tbody>\n");
        matrix.rows().forEach(row -> row(page, row));
        return page.append("</tbody>\n</table>\n</div>\n</body>\n</html>\n").toString();
    }

    private static void row(StringBuilder page, Row row) {
        page.append("<tr><th scope=\"row\">")
                .append(text(row.endpoint()))
                .append("</th><td class=\"rule\">")
                .append(text(row.rule()))
                .append("</td>");
        for (Cell cell : row.cells()) {
            page.append("<td class=\"cell ")
                    .append(cell)
                    .append("\">")
                    .append(cell)
                    .append("</td>");
        }
        page.append("</tr>\n");
    }

    /** For element content alone: nothing here stands in an attribute. */
    private static String text(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
