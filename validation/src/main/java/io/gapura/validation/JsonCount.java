package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.json.JsonPieces;
import java.util.Arrays;

/** Counts the tokens of one document against its limits, and looks at names and strings as they come. */
final class JsonCount {
    private final JsonLimits limits;
    private final OpenNames names = new OpenNames();

    /** Of each open array or object, what it holds so far. */
    private int[] counts = new int[8];

    private boolean[] arrays = new boolean[8];
    private int depth;
    private int tokens;
    private boolean rooted;

    JsonCount(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes one token.
     *
     * @param escaped whether an escape has come anywhere: without one, bytes of UTF-8 are text without half pairs
     */
    void token(JsonPieces.Kind kind, JsonPieces at, boolean escaped) throws BodyRejectedException {
        if (++tokens > limits.tokens()) {
            throw StructureViolation.JSON_TOKENS.refusal();
        }
        switch (kind) {
            case NAME -> name(at.name());
            case END_OBJECT, END_ARRAY -> leave();
            case START_OBJECT, START_ARRAY -> {
                value();
                enter(kind == JsonPieces.Kind.START_ARRAY);
            }
            case STRING -> {
                value();
                string(at, escaped);
            }
            case INTEGER, DECIMAL -> {
                value();
                require(at.length() <= limits.number(), StructureViolation.JSON_NUMBER);
            }
            default -> value();
        }
    }

    /** A value in an array is counted here, that of a member with its name. */
    private void value() throws BodyRejectedException {
        if (depth == 0) {
            require(!rooted, StructureViolation.JSON_SYNTAX);
            rooted = true;
        } else if (arrays[depth - 1]) {
            require(++counts[depth - 1] <= limits.items(), StructureViolation.JSON_ITEMS);
        }
    }

    private void enter(boolean array) throws BodyRejectedException {
        require(depth < limits.depth(), StructureViolation.JSON_DEPTH);
        if (depth == counts.length) {
            counts = Arrays.copyOf(counts, 2 * depth);
            arrays = Arrays.copyOf(arrays, 2 * depth);
        }
        counts[depth] = 0;
        arrays[depth++] = array;
        if (!array) {
            names.enter();
        }
    }

    private void leave() {
        depth--;
        if (!arrays[depth]) {
            names.leave();
        }
    }

    /** A name of half a surrogate pair is no JSON to the parser: it comes no further. */
    private void name(String name) throws BodyRejectedException {
        require(++counts[depth - 1] <= limits.members(), StructureViolation.JSON_MEMBERS);
        require(name.length() <= limits.name(), StructureViolation.JSON_NAME);
        require(names.add(name), StructureViolation.JSON_DUPLICATE_KEY);
    }

    private void string(JsonPieces at, boolean escaped) throws BodyRejectedException {
        int length = at.length();
        require(length <= limits.string(), StructureViolation.JSON_STRING);
        if (escaped) {
            require(!Surrogates.isBroken(at.text(), at.offset(), length), StructureViolation.TEXT_SURROGATE);
        }
    }

    /** Whether one value has come, to its end. */
    boolean isWhole() {
        return rooted && depth == 0;
    }

    /** Nothing comes any more. */
    void requireWhole() throws BodyRejectedException {
        require(isWhole(), StructureViolation.JSON_SYNTAX);
    }

    private static void require(boolean kept, StructureViolation otherwise) throws BodyRejectedException {
        if (!kept) {
            throw otherwise.refusal();
        }
    }
}
