package io.gapura.filters.errors;

import org.owasp.encoder.Encode;

/**
 * {@code application/problem+xml} (RFC 9457 appendix B): root {@code problem} in {@code urn:ietf:rfc:7807}, arrays as
 * {@code i} elements, no document type. Characters that XML 1.0 cannot hold are dropped before the encoder would replace
 * them.
 */
final class ProblemXml {
    private ProblemXml() {}

    static void write(Document document, Sheet sheet) {
        StringBuilder out = sheet.text()
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<problem xmlns=\"urn:ietf:rfc:7807\">");
        element(out, "type", document.type());
        element(out, "code", document.code());
        element(out, "title", document.title());
        element(out, "status", Integer.toString(document.status()));
        if (document.detail() != null) {
            element(out, "detail", document.detail());
        }
        out.append("<instance>urn:uuid:");
        sheet.incident().append("</instance>");
        if (document.traceId() != null) {
            element(out, "trace_id", document.traceId());
        }
        document.retryAfter().ifPresent(seconds -> element(out, "retry_after", Integer.toString(seconds)));
        places(document, out);
        document.members().forEach((name, value) -> element(out, name, MemberType.text(value)));
        out.append("</problem>");
    }

    private static void places(Document document, StringBuilder out) {
        if (!document.places().isEmpty()) {
            out.append("<errors>");
            for (Document.Place place : document.places()) {
                place(out, place);
            }
            out.append("</errors>");
        }
        if (document.truncated()) {
            element(out, "errors_truncated", "true");
        }
    }

    private static void place(StringBuilder out, Document.Place place) {
        out.append("<i>");
        if (place.in() == null) {
            element(out, "pointer", place.at());
        } else {
            element(out, "in", place.in());
            if (!place.at().isEmpty()) {
                element(out, "parameter", place.at());
            }
        }
        element(out, "code", place.code());
        if (place.detail() != null) {
            element(out, "detail", place.detail());
        }
        out.append("</i>");
    }

    /** The name is a constant of ours or a declared member, which is an XML name by its grammar. */
    private static void element(StringBuilder out, String name, String value) {
        out.append('<').append(name).append('>');
        out.append(Encode.forXml(allowed(value)));
        out.append("</").append(name).append('>');
    }

    /** XML 1.0 §2.2, less the controls and non-characters that its note tells authors to avoid. */
    static String allowed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(ProblemXml::isAllowed).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' || c >= 0x7F && c <= 0x9F;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean noCharacter = c >= 0xFDD0 && c <= 0xFDEF || (c & 0xFFFE) == 0xFFFE;
        return !control && !surrogate && !noCharacter;
    }
}
