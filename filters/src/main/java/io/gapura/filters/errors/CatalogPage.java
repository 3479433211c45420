package io.gapura.filters.errors;

import java.util.stream.Collectors;
import org.owasp.encoder.Encode;

/** The catalogue as one page of HTML without script, style or image: a heading for each type, to be linked to. */
final class CatalogPage {
    private CatalogPage() {}

    static String of(ErrorCatalog catalog, String language) {
        StringBuilder out = new StringBuilder(16_384)
                .append("<!DOCTYPE html>\n<html lang=\"")
                .append(Encode.forHtmlAttribute(language))
                .append("\">\n<head><meta charset=\"utf-8\"><title>Problem types</title></head>\n<body>\n")
                .append("<h1>Problem types</h1>\n");
        catalog.entries().stream()
                .filter(entry -> !entry.isPublishedAsAnother() && !entry.isUntyped())
                .forEach(entry -> section(out, entry, language));
        return out.append("</body>\n</html>\n").toString();
    }

    private static void section(StringBuilder out, ErrorEntry entry, String language) {
        String title = Language.in(entry.titles(), language, language);
        String statuses = entry.statuses().stream().map(String::valueOf).collect(Collectors.joining(" or "));
        out.append("<h2 id=\"").append(Encode.forHtmlAttribute(entry.code())).append("\">");
        out.append(Encode.forHtml(entry.code())).append("</h2>\n<p>");
        out.append(Encode.forHtml(title == null ? entry.code() : title)).append("</p>\n<p>HTTP status ");
        out.append(statuses);
        if (entry.statuses().contains(429) || entry.statuses().contains(503)) {
            out.append(", with Retry-After");
        }
        out.append("</p>\n");
        if (!entry.members().types().isEmpty()) {
            out.append("<ul>\n");
            entry.members()
                    .types()
                    .forEach((name, type) -> out.append("<li><code>")
                            .append(Encode.forHtml(name))
                            .append("</code>: ")
                            .append(type.word())
                            .append("</li>\n"));
            out.append("</ul>\n");
        }
    }
}
