package io.gapura.filters.audit;

import java.util.Map;

/**
 * One event in the Common Event Format, version 0: {@code |} and {@code \} are escaped in the header, {@code =},
 * {@code \} and ends of line in the extension.
 */
final class CefLine {
    private CefLine() {}

    static String of(Map<String, Object> event) {
        String code = LogExport.at(event, "metadata", "event_code");
        StringBuilder line = new StringBuilder("CEF:0|Gapura|Gapura|");
        line.append(header(LogExport.at(event, "metadata", "version"))).append('|');
        line.append(header(code)).append('|');
        line.append(header(code.replace('_', ' '))).append('|');
        line.append(severity(LogExport.at(event, "severity_id"))).append('|');
        extension(line, "rt", LogExport.at(event, "time"));
        extension(line, "externalId", LogExport.at(event, "metadata", "uid"));
        extension(line, "suid", LogExport.at(event, "actor", "user", "uid"));
        extension(line, "suser", LogExport.at(event, "actor", "user", "name"));
        extension(line, "src", LogExport.at(event, "src_endpoint", "ip"));
        extension(line, "requestMethod", LogExport.at(event, "http_request", "http_method"));
        extension(line, "request", LogExport.at(event, "http_request", "url", "path"));
        extension(line, "requestClientApplication", LogExport.at(event, "http_request", "user_agent"));
        extension(line, "outcome", LogExport.at(event, "status_id").equals("1") ? "success" : "failure");
        extension(line, "reason", LogExport.at(event, "status_detail"));
        extension(line, "act", LogExport.at(event, "api", "operation"));
        labelled(line, 1, "correlation", StoredEvent.incident(event));
        labelled(line, 2, "policy", LogExport.at(event, "policy", "name"));
        extension(line, "cn1", LogExport.at(event, "http_response", "code"));
        if (!LogExport.at(event, "http_response", "code").isEmpty()) {
            extension(line, "cn1Label", "status");
        }
        return line.toString().stripTrailing();
    }

    private static void labelled(StringBuilder line, int number, String label, String value) {
        if (!value.isEmpty()) {
            extension(line, "cs" + number, value);
            extension(line, "cs" + number + "Label", label);
        }
    }

    private static void extension(StringBuilder line, String key, String value) {
        if (!value.isEmpty()) {
            line.append(key).append('=').append(extension(value)).append(' ');
        }
    }

    static String header(String value) {
        return value.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("\r", " ")
                .replace("\n", " ");
    }

    static String extension(String value) {
        return value.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    /** OCSF's 1 to 6 on the scale from 0 to 10. */
    private static int severity(String ocsf) {
        return switch (ocsf) {
            case "1" -> 1;
            case "2" -> 3;
            case "3" -> 5;
            case "4" -> 8;
            case "5", "6" -> 10;
            default -> 0;
        };
    }
}
