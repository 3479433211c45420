package io.gapura.filters.otlp;

import io.gapura.filters.audit.StoredEvent;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines as OTLP writes log records in JSON: 64-bit numbers as text, ids of traces in hex. */
final class LogRecords {
    private LogRecords() {}

    static Map<String, Object> of(Shipment shipment) throws IOException {
        List<Object> records = new ArrayList<>();
        for (ShippedLine line : shipment.lines()) {
            records.add(recorded(line));
        }
        Map<String, Object> scope = Map.of("name", "io.gapura.filters.audit");
        Map<String, Object> resource = Map.of("attributes", List.of(text("service.name", "gapura")));
        return Map.of(
                "resourceLogs",
                List.of(Map.of(
                        "resource", resource, "scopeLogs", List.of(Map.of("scope", scope, "logRecords", records)))));
    }

    private static Map<String, Object> recorded(ShippedLine line) throws IOException {
        Map<String, Object> event = line.event();
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("timeUnixNano", nanos(event.get("time")));
        made.put("observedTimeUnixNano", nanos(StoredEvent.written(event)));
        Severity severity = Severity.of(event.get("severity_id"));
        made.put("severityNumber", severity.number);
        made.put("severityText", severity.name());
        if (at(event, "metadata", "event_code") instanceof String code) {
            made.put("eventName", code);
        }
        made.put("body", Map.of("stringValue", line.text()));
        made.put(
                "attributes",
                List.of(
                        text("log.record.uid", line.uid()),
                        text("gapura.chain", line.chain()),
                        Map.of("key", "gapura.sequence", "value", Map.of("intValue", String.valueOf(line.sequence()))),
                        text("gapura.leaf", line.leaf().base64())));
        if (at(event, "trace", "uid") instanceof String trace && trace.matches("[0-9a-f]{32}")) {
            made.put("traceId", trace);
        }
        if (at(event, "trace", "span") instanceof Map<?, ?> span
                && span.get("uid") instanceof String id
                && id.matches("[0-9a-f]{16}")) {
            made.put("spanId", id);
        }
        return made;
    }

    private static Map<String, Object> text(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }

    private static String nanos(@Nullable Object millis) throws IOException {
        if (millis instanceof Long time) {
            return time + "000000";
        }
        throw new IOException("a line without a time that each has");
    }

    private static @Nullable Object at(Map<String, Object> event, String outer, String inner) {
        return event.get(outer) instanceof Map<?, ?> members ? members.get(inner) : null;
    }

    /** From OCSF to OpenTelemetry. */
    private enum Severity {
        INFO(9),
        INFO2(10),
        WARN(13),
        ERROR(17),
        ERROR2(18),
        FATAL(21);

        private final int number;

        Severity(int number) {
            this.number = number;
        }

        static Severity of(@Nullable Object ocsf) {
            return ocsf instanceof Long severity && severity >= 1 && severity <= 6
                    ? values()[(int) (severity - 1)]
                    : INFO;
        }
    }
}
