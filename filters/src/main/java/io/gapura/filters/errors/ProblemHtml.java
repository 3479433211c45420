package io.gapura.filters.errors;

import org.owasp.encoder.Encode;

/**
 * A page for people: title, detail, places, id. No script, style, link or image, so that the strictest content policy
 * holds; every value goes through the encoder, text of the catalogue too.
 */
final class ProblemHtml {
    private ProblemHtml() {}

    static void write(Document document, Sheet sheet) {
        String title = Encode.forHtml(document.title());
        StringBuilder out = sheet.text().append("<!DOCTYPE html>\n<html lang=\"");
        out.append(Encode.forHtmlAttribute(document.language())).append("\" dir=\"");
        out.append(Language.direction(document.language()));
        out.append("\">\n<head><meta charset=\"utf-8\"><title>").append(document.status());
        out.append(' ').append(title).append("</title></head>\n<body>\n<h1>").append(title);
        out.append("</h1>\n");
        if (document.detail() != null) {
            out.append("<p>").append(Encode.forHtml(document.detail())).append("</p>\n");
        }
        places(document, out);
        out.append("<p><code>");
        sheet.incident().append("</code></p>\n</body>\n</html>\n");
    }

    private static void places(Document document, StringBuilder out) {
        if (document.places().isEmpty()) {
            return;
        }
        out.append("<ul>\n");
        for (Document.Place place : document.places()) {
            out.append("<li>").append(Encode.forHtml(place.words())).append("</li>\n");
        }
        out.append(document.truncated() ? "<li>…</li>\n</ul>\n" : "</ul>\n");
    }
}
