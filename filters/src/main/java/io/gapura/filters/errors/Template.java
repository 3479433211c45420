package io.gapura.filters.errors;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.IncidentId;
import java.util.ArrayList;
import java.util.List;

/** One document with one hole for the incident's id, and the headers that describe it. Immutable. */
final class Template {
    static final int LARGEST = 16 * 1024;
    private static final int ID = 36;

    private final int status;
    private final List<HeaderLine> headers;
    private final byte[] before;
    private final byte[] after;

    private Template(int status, List<HeaderLine> headers, byte[] before, byte[] after) {
        this.status = status;
        this.headers = headers;
        this.before = before;
        this.after = after;
    }

    /** At most 16 KiB: places are left out until it is, and at last whatever else could be long. */
    static Template of(Document document, ProblemForm form) {
        Template whole = written(document, form);
        if (whole.length() <= LARGEST) {
            return whole;
        }
        int fits = 0;
        int tooMany = document.places().size();
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (written(document.first(middle), form).length() <= LARGEST) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        Template shorter = written(document.first(fits), form);
        return shorter.length() <= LARGEST ? shorter : written(document.bare(), form);
    }

    private static Template written(Document document, ProblemForm form) {
        Sheet sheet = new Sheet();
        form.write(document, sheet);
        return new Template(document.status(), headers(document, form), sheet.before(), sheet.after());
    }

    private static List<HeaderLine> headers(Document document, ProblemForm form) {
        List<HeaderLine> lines = new ArrayList<>(List.of(
                new HeaderLine("Content-Type", form.mediaType()),
                new HeaderLine("Cache-Control", "no-store"),
                new HeaderLine("X-Content-Type-Options", "nosniff"),
                new HeaderLine("Content-Language", document.language()),
                new HeaderLine("Vary", "Accept, Accept-Language")));
        if (form == ProblemForm.HTML) {
            lines.add(new HeaderLine("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
        }
        return List.copyOf(lines);
    }

    private int length() {
        return before.length + ID + after.length;
    }

    GateAnswer fill(IncidentId incident) {
        return GateAnswer.of(status, headers, before, incident, after);
    }
}
