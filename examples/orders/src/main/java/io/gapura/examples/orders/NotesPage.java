package io.gapura.examples.orders;

import io.gapura.validation.html.SafeHtml;
import java.util.List;
import java.util.stream.Collectors;
import org.owasp.encoder.Encode;

/**
 * The notes about a customer as a page. Each value is encoded for the place that it stands in: a title for the content of an
 * element, an author for an attribute, an id for an address in an attribute; the text alone is HTML, and has the type that
 * says so. Stateless.
 */
final class NotesPage {
    /** Nothing is loaded, framed, sent or run, whatever the sanitizer may have overlooked. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private NotesPage() {}

    static String of(Customer customer, List<Note> notes) {
        String name = Encode.forHtmlContent(customer.name());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Notes on " + name
                + "</title>\n</head>\n<body>\n<h1>Notes on " + name + "</h1>\n"
                + notes.stream().map(NotesPage::article).collect(Collectors.joining())
                + "<p><a href=\"/api/customers/" + Encode.forHtmlAttribute(Encode.forUriComponent(customer.id()))
                + "\">The customer</a></p>\n</body>\n</html>\n";
    }

    private static String article(Note note) {
        String text = Markdown.html(note.text()).map(SafeHtml::html).orElse("<p>This note cannot be shown.</p>");
        return "<article title=\"by " + Encode.forHtmlAttribute(note.author()) + "\">\n<h2>"
                + Encode.forHtmlContent(note.title()) + "</h2>\n" + text + "</article>\n";
    }
}
