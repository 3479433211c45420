package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.json.JsonPieces;
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

    /** How long a token may be where it is only recorded that it is too long. */
    private static final int WIDE_NAME = 4_096;

    static final int WIDE_STRING = 1 << 20;
    private static final int WIDE_NUMBER = 1_000;

    private final JsonLimits limits;
    private final JsonPieces.Maker maker;
    private final JsonPieces.Maker wide;
    private final @Nullable JsonShape shape;
    private final int status;

    private JsonGuard(JsonLimits limits, @Nullable JsonShape shape, int status) {
        this.limits = limits;
        this.shape = shape;
        this.status = status;
        this.maker = JsonPieces.within(limits.name(), limits.string(), limits.number());
        this.wide = JsonPieces.within(
                Math.max(WIDE_NAME, limits.name()),
                Math.max(WIDE_STRING, limits.string()),
                Math.max(WIDE_NUMBER, limits.number()));
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

    /** Watches one body, and ends with what it finds first. */
    public BodyGuard open() {
        return open(List.of());
    }

    /** The same, and what schemas say of the members. */
    BodyGuard open(List<ContentSchema> schemas) {
        return new JsonReading(limits, maker, HeldDocument.against(shape, schemas, status), false);
    }

    /**
     * Watches one body of which not everything is enforced: goes on behind what is only recorded, and reads longer names,
     * strings and numbers than it lets pass, up to 4,096, 1,048,576 and 1,000 characters.
     */
    BodyGuard openToRecord(List<ContentSchema> schemas) {
        return new JsonReading(limits, wide, HeldDocument.against(shape, schemas, status), true);
    }
}
