package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.IncidentId;
import io.gapura.filters.IncidentIds;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events to record, and what was recorded of them. */
final class Events {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
    static final IncidentId INCIDENT = IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0001L);

    private static final IncidentIds INCIDENTS = new IncidentIds(new SecureRandom());
    private static final Redaction STANDARD = Redaction.standard(new SecureRandom());

    private Events() {}

    /** Of an incident of its own, as each request is. */
    static AuditEvent completed(RequestView request) {
        IncidentId incident = INCIDENTS.next(NOON.toEpochMilli());
        return AuditEvent.ofRequest(AuditEvent.Kind.COMPLETED, NOON, incident, "1-abc", request, 200);
    }

    static AuditEvent completed(String target) {
        return completed(RequestView.get(target));
    }

    static AuditEvent refused(String policy, Rejection rejection) {
        return AuditEvent.ofRequest(
                        AuditEvent.Kind.REFUSED,
                        NOON,
                        INCIDENT,
                        "1-abc",
                        RequestView.post("/orders/7"),
                        rejection.status())
                .refused(rejection, policy);
    }

    /** As a log without settings encodes it. */
    static EventLine line(AuditEvent event) {
        return STANDARD.line(event);
    }

    static byte[] bytes(AuditEvent event) {
        return line(event).unchained(NOON);
    }

    static Map<String, Object> parsed(EventLine line) {
        return read(line.unchained(NOON));
    }

    static Map<String, Object> parsed(AuditEvent event) {
        return parsed(line(event));
    }

    static Map<String, Object> read(byte[] line) {
        try {
            return StrictObject.read(line);
        } catch (IOException bad) {
            throw new AssertionError("not one strict object", bad);
        }
    }

    /** A member by its path: {@code at(event, "http_request", "url", "path")}. */
    static Object at(Map<String, Object> event, String... path) {
        Object value = event;
        for (String name : path) {
            value = ((Map<?, ?>) value).get(name);
            if (value == null) {
                return "(absent)";
            }
        }
        return value;
    }

    /** Every stored line of a directory, in order, without LF; a last one that is being written is none yet. */
    static List<String> lines(Path directory) {
        List<String> lines = new ArrayList<>();
        try {
            for (Path segment : LogDirectory.segments(directory)) {
                String text = Files.readString(segment, StandardCharsets.UTF_8);
                lines.addAll(
                        text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return lines;
    }
}
