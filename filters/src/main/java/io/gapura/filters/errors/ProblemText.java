package io.gapura.filters.errors;

/**
 * Lines for a terminal: title, detail, one for each place, id. Controls, line separators and characters that turn the
 * direction of writing are removed: a terminal obeys them.
 */
final class ProblemText {
    private ProblemText() {}

    static void write(Document document, Sheet sheet) {
        StringBuilder out = sheet.text();
        line(out, document.title());
        if (document.detail() != null) {
            line(out, document.detail());
        }
        for (Document.Place place : document.places()) {
            line(out, place.words());
        }
        if (document.truncated() && !document.places().isEmpty()) {
            line(out, "…");
        }
        sheet.incident().append('\n');
    }

    private static void line(StringBuilder out, String text) {
        text.codePoints().filter(c -> !isHidden(c)).forEach(out::appendCodePoint);
        out.append('\n');
    }

    private static boolean isHidden(int c) {
        boolean lines = c == 0x2028 || c == 0x2029;
        boolean turns = c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E;
        boolean isolates = c >= 0x2066 && c <= 0x2069;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return Character.isISOControl(c) || lines || turns || isolates || surrogate;
    }
}
