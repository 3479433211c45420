package io.gapura.filters.audit;

import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;

/** One event for people who watch: time, sequence, word, caller, what was asked for, and how it ended. */
final class ShortLine {
    private ShortLine() {}

    static String of(Map<String, Object> event) {
        StringJoiner words = new StringJoiner(" ");
        Object time = event.get("time");
        words.add(time instanceof Long millis ? Instant.ofEpochMilli(millis).toString() : "-");
        words.add(present(LogExport.at(event, "metadata", "sequence")));
        words.add(present(LogExport.at(event, "metadata", "event_code")));
        String uid = LogExport.at(event, "actor", "user", "uid");
        words.add(present(uid.isEmpty() ? LogExport.at(event, "actor", "user", "name") : uid));
        words.add(present(LogExport.at(event, "http_request", "http_method")));
        words.add(present(LogExport.at(event, "http_request", "url", "path")));
        words.add(present(LogExport.at(event, "http_response", "code")));
        words.add(present(LogExport.at(event, "status_detail")));
        return words.toString();
    }

    private static String present(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
