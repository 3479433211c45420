package io.gapura.filters.audit;

import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which events somebody looks for; all that is said must hold. A line that is no event matches, so that damage is never
 * filtered away.
 *
 * @param from not earlier
 * @param to earlier than
 * @param classUid OCSF class, such as 3002
 * @param caller uid or name of the caller, as it is stored
 * @param correlation the incident id of an answer
 * @param code the word, such as {@code authz_fail}
 * @param endpoint template of what was called, or the path as it was asked for
 * @param outcome what became of it
 */
public record LogQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Long> classUid,
        Optional<String> caller,
        Optional<String> correlation,
        Optional<String> code,
        Optional<String> endpoint,
        Optional<LogOutcome> outcome) {

    /** Looks for everything. */
    public static LogQuery all() {
        return new LogQuery(any(), any(), any(), any(), any(), any(), any(), any());
    }

    private static <T> Optional<T> any() {
        return Optional.empty();
    }

    /** Whether the line is looked for. */
    public boolean matches(byte[] line) {
        try {
            return matches(StrictObject.read(line));
        } catch (IOException damaged) {
            return true;
        }
    }

    /** Whether the event is looked for, when its line was read before. */
    public boolean matches(Map<String, Object> event) {
        return from.map(time -> time(event) >= time.toEpochMilli()).orElse(true)
                && to.map(time -> time(event) < time.toEpochMilli()).orElse(true)
                && classUid.map(uid -> uid.equals(event.get("class_uid"))).orElse(true)
                && caller.map(name -> isBy(event, name)).orElse(true)
                && is(correlation, StoredEvent.incident(event))
                && is(code, LogExport.at(event, "metadata", "event_code"))
                && endpoint.map(place -> isOf(event, place)).orElse(true)
                && outcome.map(word -> word == LogOutcome.of(event)).orElse(true);
    }

    private static boolean isOf(Map<String, Object> event, String endpoint) {
        return LogExport.at(event, "api", "operation").equals(endpoint)
                || LogExport.at(event, "http_request", "url", "path").equals(endpoint);
    }

    private static long time(Map<String, Object> event) {
        return event.get("time") instanceof Long time ? time : 0;
    }

    private static boolean isBy(Map<String, Object> event, String name) {
        return LogExport.at(event, "actor", "user", "uid").equals(name)
                || LogExport.at(event, "actor", "user", "name").equals(name);
    }

    private static boolean is(Optional<String> wanted, String found) {
        return wanted.map(found::equals).orElse(true);
    }
}
