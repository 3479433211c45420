package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the events of a segment that has ended were written, by class of their word: an event that an endpoint had raised
 * counts as its word does, and its intent before it as CRITICAL. A line that cannot be read counts as CRITICAL.
 *
 * @param written the latest of each class
 */
record SegmentAge(Map<AuditClass, Instant> written) {
    /**
     * Reads the segment.
     *
     * @param end the sequence behind its last line
     */
    static SegmentAge of(Path segment, long end) throws IOException {
        Map<AuditClass, Instant> written = new EnumMap<>(AuditClass.class);
        Instant last = Instant.EPOCH;
        try (SegmentReader reader = SegmentReader.of(segment)) {
            byte[] line = reader.next();
            for (long at = LogDirectory.first(segment); line != null && at < end; at++) {
                Map<String, Object> event = event(line);
                AuditClass auditClass = EventCatalog.classOf(LogExport.at(event, "metadata", "event_code"));
                Long time = StoredEvent.written(event);
                last = time == null ? last : Instant.ofEpochMilli(time);
                written.merge(auditClass, last, (one, other) -> one.isAfter(other) ? one : other);
                line = reader.next();
            }
        }
        return new SegmentAge(written);
    }

    /** When its first line was written; empty when that cannot be read. */
    static Optional<Instant> first(Path segment) throws IOException {
        try (SegmentReader reader = SegmentReader.of(segment)) {
            byte[] line = reader.next();
            return Optional.ofNullable(line == null ? null : StoredEvent.written(event(line)))
                    .map(Instant::ofEpochMilli);
        }
    }

    private static Map<String, Object> event(byte[] line) {
        try {
            return StrictObject.read(line);
        } catch (IOException damaged) {
            return Map.of();
        }
    }

    /** Whether all of it was written before that time. */
    boolean isBefore(Instant time) {
        return written.values().stream().allMatch(each -> each.isBefore(time));
    }
}
