package io.gapura.filters.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One event as a record of RFC 4180. Every field is quoted, and one that a spreadsheet would take for a formula (OWASP,
 * CSV injection) has an apostrophe before it.
 */
final class CsvLine {
    private static final Map<String, Function<Map<String, Object>, String>> COLUMNS = columns();

    private CsvLine() {}

    private static Map<String, Function<Map<String, Object>, String>> columns() {
        Map<String, Function<Map<String, Object>, String>> columns = new LinkedHashMap<>();
        columns.put("sequence", at("metadata", "sequence"));
        columns.put("time", at("time"));
        columns.put("event_code", at("metadata", "event_code"));
        columns.put("class_uid", at("class_uid"));
        columns.put("activity_id", at("activity_id"));
        columns.put("severity_id", at("severity_id"));
        columns.put("status_id", at("status_id"));
        columns.put("status_detail", at("status_detail"));
        columns.put("caller", at("actor", "user", "uid"));
        columns.put("caller_name", at("actor", "user", "name"));
        columns.put("address", at("src_endpoint", "ip"));
        columns.put("method", at("http_request", "http_method"));
        columns.put("path", at("http_request", "url", "path"));
        columns.put("user_agent", at("http_request", "user_agent"));
        columns.put("code", at("http_response", "code"));
        columns.put("operation", at("api", "operation"));
        columns.put("policy", at("policy", "name"));
        columns.put("rule", at("firewall_rule", "uid"));
        columns.put("correlation", StoredEvent::incident);
        columns.put("uid", at("metadata", "uid"));
        return columns;
    }

    private static Function<Map<String, Object>, String> at(String... path) {
        return event -> LogExport.at(event, path);
    }

    static String header() {
        return String.join(",", COLUMNS.keySet());
    }

    static String of(Map<String, Object> event) {
        return COLUMNS.values().stream()
                .map(column -> field(column.apply(event)))
                .collect(Collectors.joining(","));
    }

    static String field(String value) {
        String quiet = value.isEmpty() || "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(value.charAt(0)) < 0
                ? value
                : "'" + value;
        return "\"" + quiet.replace("\"", "\"\"") + "\"";
    }
}
