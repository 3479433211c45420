package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.json.JsonPieces;
import java.util.Arrays;

/**
 * Counts the tokens of one document against its limits, and looks at names and strings as they come. Where what it finds is
 * only recorded it counts on, and keeps no more for that.
 */
final class JsonCount {
    private final JsonLimits limits;
    private final OpenNames names = new OpenNames();

    /** Of each open array or object, what it holds so far. */
    private int[] counts = new int[8];

    private boolean[] arrays = new boolean[8];
    private final int readable;
    private final Report report;
    private boolean unreadable;
    private int depth;
    private int tokens;
    private boolean rooted;

    /** What becomes of what is found: counting ends by the exception, or goes on. */
    @FunctionalInterface
    interface Report {
        void found(StructureViolation violation) throws BodyRejectedException;
    }

    /** @param readable how long a string may be to be looked at */
    JsonCount(JsonLimits limits, int readable, Report report) {
        this.limits = limits;
        this.readable = readable;
        this.report = report;
    }

    /**
     * Takes one token.
     *
     * @param escaped whether an escape has come anywhere: without one, bytes of UTF-8 are text without half pairs
     */
    void token(JsonPieces.Kind kind, JsonPieces at, boolean escaped) throws BodyRejectedException {
        require(++tokens <= limits.tokens(), StructureViolation.JSON_TOKENS);
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
        boolean counted = ++counts[depth - 1] <= limits.members();
        boolean fits = name.length() <= limits.name();
        require(counted, StructureViolation.JSON_MEMBERS);
        require(fits, StructureViolation.JSON_NAME);
        if (counted && fits) { // where what is over a bound is only recorded, it is not kept
            require(names.add(name), StructureViolation.JSON_DUPLICATE_KEY);
        }
    }

    private void string(JsonPieces at, boolean escaped) throws BodyRejectedException {
        int length = at.length();
        require(length <= limits.string(), StructureViolation.JSON_STRING);
        unreadable = length > readable;
        if (escaped && !unreadable) {
            require(!Surrogates.isBroken(at.text(), at.offset(), length), StructureViolation.TEXT_SURROGATE);
        }
    }

    /** Nothing comes any more. */
    void requireWhole() throws BodyRejectedException {
        require(rooted && depth == 0, StructureViolation.JSON_SYNTAX);
    }

    private void require(boolean kept, StructureViolation otherwise) throws BodyRejectedException {
        if (!kept) {
            report.found(otherwise);
        }
    }

    /** Whether it is deeper than any reader should go, or came to a string that is kept nowhere, whatever is only recorded. */
    boolean isOverCeiling() {
        return depth > JsonLimits.DEEPEST || unreadable;
    }
}
