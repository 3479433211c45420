package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.json.JsonPieces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses JSON that two parsers could read differently, or that would cost its reader too much, while the application
 * reads it: UTF-8 alone, one document and nothing behind it, no name twice in one object, no half of a surrogate pair,
 * and everything bounded by {@link JsonLimits}. Nothing is kept but what one token and the names of open objects need.
 *
 * <p>What it refuses is 400 {@code content-malformed} with a word of {@link StructureViolation}; which one does not hang
 * on how the bytes come in pieces. Numbers are bounded in their length alone: {@code 1e999} is well-formed.
 *
 * <p>Immutable and thread-safe: one serves all requests of an endpoint.
 */
public final class JsonGuard {
    private static final int UNPROCESSABLE = 422;

    private final JsonLimits limits;
    private final JsonPieces.Maker maker;

    private final @Nullable JsonShape shape;
    private final int status;

    private JsonGuard(JsonLimits limits, @Nullable JsonShape shape, int status) {
        this.limits = limits;
        this.shape = shape;
        this.status = status;
        this.maker = JsonPieces.within(limits.name(), limits.string(), limits.number());
    }

    /** For the structure alone. */
    public static JsonGuard of(JsonLimits limits) {
        return new JsonGuard(limits, null, UNPROCESSABLE);
    }

    /** For the structure, and what a type says of the members. */
    public static JsonGuard of(JsonLimits limits, JsonShape shape) {
        return new JsonGuard(limits, shape, UNPROCESSABLE);
    }

    /** The same, answering well-formed content that breaks its shape with this status: 422 or 400. */
    public JsonGuard contentStatus(int answered) {
        return new JsonGuard(limits, shape, answered);
    }

    /** Watches one body. */
    public BodyGuard open() {
        return open(List.of());
    }

    /** The same, and what schemas say of the members. */
    BodyGuard open(List<ContentSchema> schemas) {
        List<ContentSchema.Reading> readings = new ArrayList<>();
        if (shape != null) {
            readings.add(shape.walk());
        }
        schemas.forEach(schema -> readings.add(schema.open()));
        return new JsonReading(limits, maker, new JsonFindings(readings, status));
    }
}
