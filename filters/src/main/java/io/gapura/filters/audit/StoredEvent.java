package io.gapura.filters.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stored event does not say twice: two of its members stand only where they differ from another one. Whoever reads
 * events asks here. Stateless.
 */
public final class StoredEvent {
    private StoredEvent() {}

    /**
     * The incident that the event belongs to, as its client was told; {@code metadata.correlation_uid}, and without it
     * {@code metadata.uid}: the event that ends a request is the incident. Empty when it has neither.
     */
    public static String incident(Map<String, Object> event) {
        String other = LogExport.at(event, "metadata", "correlation_uid");
        return other.isEmpty() ? LogExport.at(event, "metadata", "uid") : other;
    }

    /**
     * When it was written, in ms: {@code metadata.logged_time}, and without it {@code time}, from which it is not further
     * away than a second. Null when it has neither.
     */
    public static @Nullable Long written(Map<String, Object> event) {
        Object other = event.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("logged_time") : null;
        Object millis = other == null ? event.get("time") : other;
        return millis instanceof Long number ? number : null;
    }
}
