package io.gapura.filters.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One event in the Elastic Common Schema 8, nested, as canonical JSON. */
final class EcsLine {
    private EcsLine() {}

    static String of(Map<String, Object> event) {
        Map<String, Object> ecs = new TreeMap<>();
        ecs.put("@timestamp", Instant.ofEpochMilli(number(event.get("time"))).toString());
        ecs.put("ecs", Map.of("version", "8.17.0"));
        ecs.put("event", event(event));
        put(ecs, event, "user", "id", "actor", "user", "uid");
        put(ecs, event, "user", "name", "actor", "user", "name");
        put(ecs, event, "source", "ip", "src_endpoint", "ip");
        put(ecs, event, "url", "path", "http_request", "url", "path");
        put(ecs, event, "user_agent", "original", "http_request", "user_agent");
        put(ecs, event, "trace", "id", "trace", "uid");
        put(ecs, event, "rule", "name", "firewall_rule", "uid");
        put(ecs, event, "rule", "ruleset", "policy", "name");
        put(ecs, "labels", "correlation", StoredEvent.incident(event));
        Map<String, Object> http = new TreeMap<>();
        put(http, event, "request", "method", "http_request", "http_method");
        if (event.get("http_response") instanceof Map<?, ?> response && response.get("code") instanceof Long code) {
            http.put("response", Map.of("status_code", code));
        }
        if (!http.isEmpty()) {
            ecs.put("http", http);
        }
        return new String(CanonicalLine.of(ecs), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> event(Map<String, Object> event) {
        Map<String, Object> members = new TreeMap<>();
        members.put("kind", "event");
        members.put("category", List.of(category(number(event.get("class_uid")))));
        members.put("code", LogExport.at(event, "metadata", "event_code"));
        members.put("id", LogExport.at(event, "metadata", "uid"));
        members.put("outcome", LogExport.at(event, "status_id").equals("1") ? "success" : "failure");
        members.put("severity", number(event.get("severity_id")));
        String reason = LogExport.at(event, "status_detail");
        if (!reason.isEmpty()) {
            members.put("reason", reason);
        }
        if (event.get("metadata") instanceof Map<?, ?> metadata && metadata.get("sequence") instanceof Long sequence) {
            members.put("sequence", sequence);
        }
        return members;
    }

    private static String category(long classUid) {
        return switch ((int) classUid) {
            case 3002 -> "authentication";
            case 3005, 3007 -> "iam";
            case 4002 -> "network";
            case 6002 -> "configuration";
            default -> "web";
        };
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : 0;
    }

    private static void put(
            Map<String, Object> ecs, Map<String, Object> event, String group, String name, String... path) {
        put(ecs, group, name, LogExport.at(event, path));
    }

    @SuppressWarnings("unchecked") // the groups are made here
    private static void put(Map<String, Object> ecs, String group, String name, String value) {
        if (!value.isEmpty()) {
            ((Map<String, Object>) ecs.computeIfAbsent(group, absent -> new TreeMap<>())).put(name, value);
        }
    }
}
