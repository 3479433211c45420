package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.json.JsonPieces;

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
    private final JsonLimits limits;
    private final JsonPieces.Maker maker;

    private JsonGuard(JsonLimits limits) {
        this.limits = limits;
        this.maker = JsonPieces.within(limits.name(), limits.string(), limits.number());
    }

    /** For the structure alone. */
    public static JsonGuard of(JsonLimits limits) {
        return new JsonGuard(limits);
    }

    /** Watches one body. */
    public BodyGuard open() {
        return new JsonReading(limits, maker);
    }
}
