package io.gapura.filters.headers;

import io.gapura.filters.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what browsers send of a violation: {@code application/csp-report} (CSP Level 2, one object) and {@code
 * application/reports+json} (Reporting API, an array of reports of many types). Members of another type than expected
 * are as if they were absent.
 */
final class ReportReader {
    private static final int HIGHEST = 10_000_000;

    private ReportReader() {}

    /** Throws {@link IOException}, which says nothing of the content. */
    static List<CspReport> ofLevel2(byte[] json) throws IOException {
        List<Map<String, Object>> read = StrictJson.objects(json, 1);
        Optional<Map<String, Object>> body = read.stream().findFirst().flatMap(report -> object(report, "csp-report"));
        if (read.size() != 1 || body.isEmpty()) {
            throw new IOException("no csp-report in it");
        }
        Map<String, Object> report = body.get();
        String effective = text(report, "effective-directive");
        return List.of(new CspReport(
                ReportText.place(text(report, "document-uri")),
                ReportText.directive(effective.isEmpty() ? text(report, "violated-directive") : effective),
                ReportText.place(text(report, "blocked-uri")),
                ReportText.place(text(report, "source-file")),
                number(report, "line-number"),
                number(report, "column-number"),
                number(report, "status-code"),
                !text(report, "disposition").equals("report")));
    }

    /** Throws {@link IOException}, which says nothing of the content; more than {@code most} reports are refused. */
    static List<CspReport> ofReportingApi(byte[] json, int most) throws IOException {
        List<CspReport> reports = new ArrayList<>();
        for (Map<String, Object> report : StrictJson.objects(json, most)) {
            if (text(report, "type").equals("csp-violation")) {
                object(report, "body").ifPresent(body -> reports.add(ofReportingApi(body)));
            }
        }
        return reports;
    }

    private static CspReport ofReportingApi(Map<String, Object> body) {
        return new CspReport(
                ReportText.place(text(body, "documentURL")),
                ReportText.directive(text(body, "effectiveDirective")),
                ReportText.place(text(body, "blockedURL")),
                ReportText.place(text(body, "sourceFile")),
                number(body, "lineNumber"),
                number(body, "columnNumber"),
                number(body, "statusCode"),
                !text(body, "disposition").equals("report"));
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    private static int number(Map<String, Object> members, String name) {
        return members.get(name) instanceof Long number && number >= 0 && number <= HIGHEST ? number.intValue() : 0;
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other maps
    private static Optional<Map<String, Object>> object(Map<String, Object> members, String name) {
        return members.get(name) instanceof Map<?, ?> object
                ? Optional.of((Map<String, Object>) object)
                : Optional.empty();
    }
}
