package io.gapura.filters.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One event as a record of RFC 4180. Every field is quoted, and one that a spreadsheet would take for a formula (OWASP,
 * CSV injection) has an apostrophe before it.
 */
final class CsvLine {
    private static final Map<String, List<String>> COLUMNS = columns();

    private CsvLine() {}

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("sequence", List.of("metadata", "sequence"));
        columns.put("time", List.of("time"));
        columns.put("event_code", List.of("metadata", "event_code"));
        columns.put("class_uid", List.of("class_uid"));
        columns.put("activity_id", List.of("activity_id"));
        columns.put("severity_id", List.of("severity_id"));
        columns.put("status_id", List.of("status_id"));
        columns.put("status_detail", List.of("status_detail"));
        columns.put("caller", List.of("actor", "user", "uid"));
        columns.put("caller_name", List.of("actor", "user", "name"));
        columns.put("address", List.of("src_endpoint", "ip"));
        columns.put("method", List.of("http_request", "http_method"));
        columns.put("path", List.of("http_request", "url", "path"));
        columns.put("user_agent", List.of("http_request", "user_agent"));
        columns.put("code", List.of("http_response", "code"));
        columns.put("operation", List.of("api", "operation"));
        columns.put("policy", List.of("policy", "name"));
        columns.put("rule", List.of("firewall_rule", "uid"));
        columns.put("correlation", List.of("metadata", "correlation_uid"));
        columns.put("uid", List.of("metadata", "uid"));
        return columns;
    }

    static String header() {
        return String.join(",", COLUMNS.keySet());
    }

    static String of(Map<String, Object> event) {
        return COLUMNS.values().stream()
                .map(path -> field(LogExport.at(event, path.toArray(String[]::new))))
                .collect(Collectors.joining(","));
    }

    static String field(String value) {
        String quiet = value.isEmpty() || "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(value.charAt(0)) < 0
                ? value
                : "'" + value;
        return "\"" + quiet.replace("\"", "\"\"") + "\"";
    }
}
