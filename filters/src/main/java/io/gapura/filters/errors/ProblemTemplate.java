package io.gapura.filters.errors;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The document of one code with one status, rendered when the deployment starts: one hole for the incident id, and room
 * behind it for violations. Immutable.
 */
final class ProblemTemplate {
    private static final int LARGEST = 16 * 1024;
    private static final String TRUNCATED = "],\"errors_truncated\":true}";
    private static final List<HeaderLine> HEADERS = List.of(
            new HeaderLine("Content-Type", "application/problem+json"),
            new HeaderLine("Cache-Control", "no-store"),
            new HeaderLine("X-Content-Type-Options", "nosniff"));

    private final int status;
    private final byte[] head;

    private ProblemTemplate(int status, byte[] head) {
        this.status = status;
        this.head = head;
    }

    static ProblemTemplate of(ErrorCatalog.Entry entry, int status, String typeBase) {
        String type = entry.type().equals(ErrorCatalog.UNTYPED) ? entry.type() : typeBase + entry.code();
        StringBuilder head = new StringBuilder(256).append("{\"type\":");
        JsonText.quote(head, type).append(",\"code\":");
        JsonText.quote(head, entry.code()).append(",\"title\":");
        JsonText.quote(head, entry.title()).append(",\"status\":").append(status);
        head.append(",\"instance\":\"urn:uuid:");
        return new ProblemTemplate(status, head.toString().getBytes(StandardCharsets.UTF_8));
    }

    GateAnswer fill(IncidentId incident) {
        byte[] document = new byte[head.length + 38];
        System.arraycopy(head, 0, document, 0, head.length);
        uuid(incident, document, head.length);
        document[document.length - 2] = '"';
        document[document.length - 1] = '}';
        return GateAnswer.of(status, HEADERS, document);
    }

    /** A fault of ours has no violations to show: what they are called is not the client's business. */
    GateAnswer fill(IncidentId incident, List<Violation> violations) {
        if (violations.isEmpty() || status >= 500) {
            return fill(incident);
        }
        StringBuilder errors = new StringBuilder(1_024).append("\",\"errors\":[");
        byte[] tail = errors(errors, violations, LARGEST - head.length - 36).getBytes(StandardCharsets.UTF_8);
        byte[] document = new byte[head.length + 36 + tail.length];
        System.arraycopy(head, 0, document, 0, head.length);
        uuid(incident, document, head.length);
        System.arraycopy(tail, 0, document, head.length + 36, tail.length);
        return GateAnswer.of(status, HEADERS, document);
    }

    private static String errors(StringBuilder errors, List<Violation> violations, int room) {
        int opening = errors.length();
        int used = opening;
        for (Violation violation : violations) {
            StringBuilder one = written(violation);
            used += one.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (used + TRUNCATED.length() > room) {
                return errors.append(TRUNCATED).toString();
            }
            errors.append(errors.length() == opening ? "" : ",").append(one);
        }
        return errors.append("]}").toString();
    }

    private static StringBuilder written(Violation violation) {
        StringBuilder one = new StringBuilder(96).append('{');
        if (violation.place() == Violation.Place.BODY) {
            JsonText.quote(one.append("\"pointer\":"), JsonText.fragment(pointer(violation.at())));
        } else {
            JsonText.quote(one.append("\"in\":"), in(violation.place()));
            if (!violation.at().isEmpty()) {
                JsonText.quote(one.append(",\"parameter\":"), violation.at());
            }
        }
        return JsonText.quote(one.append(",\"code\":"), violation.code()).append('}');
    }

    /** What is no pointer is not echoed: the whole body is meant. */
    private static String pointer(String at) {
        return at.startsWith("/") ? at : "";
    }

    private static String in(Violation.Place place) {
        return switch (place) {
            case TARGET -> "path";
            case QUERY -> "query";
            case HEADER -> "header";
            case COOKIE -> "cookie";
            case FORM -> "form";
            case PART -> "part";
            case BODY -> "body";
        };
    }

    private static void uuid(IncidentId id, byte[] out, int at) {
        String text = id.toString();
        for (int i = 0; i < text.length(); i++) {
            out[at + i] = (byte) text.charAt(i);
        }
    }
}
