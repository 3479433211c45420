package io.gapura.validation;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.json.JsonPieces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is held against one document, together: several that say the same of one place say it once. */
final class JsonFindings {
    private static final int ENOUGH = 20;

    private final List<ContentSchema.Reading> readings;
    private final int status;

    /** @param status what breaks one of them is answered with */
    JsonFindings(List<ContentSchema.Reading> readings, int status) {
        this.readings = List.copyOf(readings);
        this.status = status;
    }

    boolean areSought() {
        return !readings.isEmpty();
    }

    void token(JsonPieces.Kind kind, JsonPieces at) {
        for (ContentSchema.Reading each : readings) {
            each.token(kind, at);
        }
    }

    /** Of the whole document; null: nothing. */
    @Nullable
    Rejection rejection() {
        Map<String, Violation> found = new LinkedHashMap<>(0);
        for (ContentSchema.Reading each : readings) {
            for (Violation violation : each.violations()) {
                found.putIfAbsent(violation.code() + " " + violation.at(), violation);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        List<Violation> sorted = found.values().stream().sorted().limit(ENOUGH).toList();
        Rejection all =
                Rejection.of(status, "content-refused", sorted.get(0).code()).violations(sorted);
        return found.size() > ENOUGH ? all.truncated() : all;
    }
}
