package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogOutcome;
import io.gapura.filters.audit.RecordState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of one event in a list: what people look for first. Texts are as they stand in the log. */
final class EventSummary {
    private EventSummary() {}

    static Map<String, Object> of(long sequence, @Nullable Map<String, Object> event, RecordState state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sequence", sequence);
        row.put("state", state(state));
        if (event == null) {
            return row;
        }
        put(row, "time", at(event, "time"));
        put(row, "code", at(event, "metadata", "event_code"));
        row.put("outcome", LogOutcome.of(event).word());
        put(row, "severity", at(event, "severity_id"));
        put(row, "caller", either(at(event, "actor", "user", "name"), at(event, "actor", "user", "uid")));
        put(row, "app", at(event, "actor", "app_name"));
        put(row, "method", at(event, "http_request", "http_method"));
        put(row, "endpoint", at(event, "api", "operation"));
        put(row, "path", at(event, "http_request", "url", "path"));
        put(row, "status", at(event, "http_response", "code"));
        put(row, "reason", at(event, "status_detail"));
        put(row, "count", at(event, "count"));
        return row;
    }

    static Map<String, Object> state(RecordState state) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("word", state.word().name().toLowerCase(Locale.ROOT));
        said.put("size", state.size());
        said.put("finding", state.finding());
        return said;
    }

    private static @Nullable Object either(@Nullable Object first, @Nullable Object second) {
        return first == null ? second : first;
    }

    private static void put(Map<String, Object> row, String name, @Nullable Object value) {
        if (value != null) {
            row.put(name, value);
        }
    }

    /** A text or number; null for anything else. */
    static @Nullable Object at(Map<String, Object> event, String... path) {
        Object value = event;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value instanceof Map || value instanceof List ? null : value;
    }
}
