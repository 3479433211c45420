package io.gapura.filters.errors;

/** {@code application/problem+json} (RFC 9457 §3), members in a fixed order, so that equal problems are equal bytes. */
final class ProblemJson {
    private ProblemJson() {}

    static void write(Document document, Sheet sheet) {
        StringBuilder out = sheet.text().append('{');
        text(out, "type", document.type());
        text(out.append(','), "code", document.code());
        text(out.append(','), "title", document.title());
        out.append(",\"status\":").append(document.status());
        if (document.detail() != null) {
            text(out.append(','), "detail", document.detail());
        }
        out.append(",\"instance\":\"urn:uuid:");
        sheet.incident().append('"');
        if (document.traceId() != null) {
            text(out.append(','), "trace_id", document.traceId());
        }
        document.retryAfter()
                .ifPresent(seconds -> out.append(",\"retry_after\":").append(seconds));
        places(document, out);
        document.members().forEach((name, value) -> member(out.append(','), name, value));
        out.append('}');
    }

    private static void places(Document document, StringBuilder out) {
        if (!document.places().isEmpty()) {
            out.append(",\"errors\":[");
            for (int i = 0; i < document.places().size(); i++) {
                place(i == 0 ? out : out.append(','), document.places().get(i));
            }
            out.append(']');
        }
        if (document.truncated()) {
            out.append(",\"errors_truncated\":true");
        }
    }

    private static void place(StringBuilder out, Document.Place place) {
        if (place.in() == null) {
            text(out.append('{'), "pointer", place.at());
        } else {
            text(out.append('{'), "in", place.in());
            if (!place.at().isEmpty()) {
                text(out.append(','), "parameter", place.at());
            }
        }
        text(out.append(','), "code", place.code());
        if (place.detail() != null) {
            text(out.append(','), "detail", place.detail());
        }
        out.append('}');
    }

    private static void member(StringBuilder out, String name, Object value) {
        if (MemberType.isBare(value)) {
            JsonText.quote(out, name).append(':').append(value);
        } else {
            text(out, name, MemberType.text(value));
        }
    }

    private static void text(StringBuilder out, String name, String value) {
        JsonText.quote(JsonText.quote(out, name).append(':'), value);
    }
}
