package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.json.JsonPieceException;
import io.gapura.filters.json.JsonPieces;
import io.gapura.filters.json.JsonPieces.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of one document against its limits, looks at names and strings as they come, and shows all of them to
 * the shape. Kinds are asked for one by one, the frequent ones first, and what is rare stands in methods of its own: a
 * token is taken in a few nanoseconds, the parser's own work aside.
 */
final class JsonTokens {
    private final JsonLimits limits;
    private final @Nullable HeldDocument document;
    private final JsonFindings findings;
    private final OpenNames names = new OpenNames();

    /** How many tokens may still come. */
    private int left;

    /** How many may still come where the reading is: items of an array, names of an object, the value of the document. */
    private int room = 1;

    /** Whether values are counted there: members are by their names. */
    private boolean counted = true;

    /** The same of everything around it. */
    private int[] rooms = new int[8];

    private boolean[] counts = new boolean[8];
    private int depth;

    /** What is held against its shape is the document, and not what stands behind it. */
    private boolean held;

    /**
     * Nothing yet.
     *
     * @param document what the members are held against; null: nothing
     */
    JsonTokens(JsonLimits limits, @Nullable HeldDocument document, JsonFindings findings) {
        this.limits = limits;
        this.document = document;
        this.findings = findings;
        this.left = limits.tokens();
    }

    /**
     * Takes all that are there. Where what is found is only recorded it counts on, and keeps no more for that.
     *
     * @param fed how many bytes have come: a string has no more characters
     * @param escaped whether an escape has come anywhere: without one, bytes of UTF-8 are text without half pairs
     * @return whether more of them may be taken: not when it is deeper than any reader should go, or came to a string that
     *     is kept nowhere, whatever is only recorded
     */
    boolean take(JsonPieces at, long fed, boolean escaped) throws JsonPieceException, BodyRejectedException {
        boolean looked = escaped || fed > limits.string();
        for (Kind kind = at.next(); kind != Kind.MORE && kind != Kind.END; kind = at.next()) {
            if (--left < 0) {
                findings.found(StructureViolation.JSON_TOKENS);
            }
            if (kind == Kind.NAME) {
                name(at.name());
            } else if (kind == Kind.END_OBJECT || kind == Kind.END_ARRAY) {
                leave(kind);
            } else if (!value(kind, at, looked, escaped)) {
                return false;
            }
            if (document != null) {
                hold(document, kind, at);
            }
        }
        return true;
    }

    private boolean value(Kind kind, JsonPieces at, boolean looked, boolean escaped) throws BodyRejectedException {
        if (counted && --room < 0) {
            findings.found(depth == 0 ? StructureViolation.JSON_SYNTAX : StructureViolation.JSON_ITEMS);
        }
        if (kind == Kind.STRING) {
            return !looked || string(at, escaped);
        }
        if (kind == Kind.INTEGER || kind == Kind.DECIMAL) {
            require(at.length() <= limits.number(), StructureViolation.JSON_NUMBER);
            return true;
        }
        return kind != Kind.START_OBJECT && kind != Kind.START_ARRAY || enter(kind);
    }

    private boolean enter(Kind kind) throws BodyRejectedException {
        require(depth < limits.depth(), StructureViolation.JSON_DEPTH);
        if (depth == rooms.length) {
            rooms = Arrays.copyOf(rooms, 2 * depth);
            counts = Arrays.copyOf(counts, 2 * depth);
        }
        rooms[depth] = room;
        counts[depth++] = counted;
        counted = kind == Kind.START_ARRAY;
        room = counted ? limits.items() : limits.members();
        if (!counted) {
            names.enter();
        }
        return depth <= JsonLimits.DEEPEST;
    }

    private void leave(Kind kind) {
        if (kind == Kind.END_OBJECT) {
            names.leave();
        }
        room = rooms[--depth];
        counted = counts[depth];
    }

    private void name(String name) throws BodyRejectedException {
        if (--room < 0 || !names.isRepeated(name)) {
            first(name);
        }
    }

    /** A name of half a surrogate pair is no JSON to the parser: it comes no further. */
    private void first(String name) throws BodyRejectedException {
        boolean fits = name.length() <= limits.name();
        require(room >= 0, StructureViolation.JSON_MEMBERS);
        require(fits, StructureViolation.JSON_NAME);
        if (room >= 0 && fits) { // where what is over a bound is only recorded, it is not kept
            require(names.add(name), StructureViolation.JSON_DUPLICATE_KEY);
        }
    }

    private boolean string(JsonPieces at, boolean escaped) throws BodyRejectedException {
        int length = at.length();
        require(length <= limits.string(), StructureViolation.JSON_STRING);
        if (findings.records() && length > Math.max(limits.string(), JsonGuard.WIDE_STRING)) {
            return false;
        }
        if (escaped) {
            require(!Surrogates.isBroken(at.text(), at.offset(), length), StructureViolation.TEXT_SURROGATE);
        }
        return true;
    }

    /** All that is wrong is told at once, with the last token of the document. */
    private void hold(HeldDocument watched, Kind kind, JsonPieces at) throws BodyRejectedException {
        if (held) {
            return;
        }
        if (findings.areOfStructure()) {
            watched.endTrees();
        }
        held = depth == 0;
        Rejection rejection;
        try {
            watched.token(kind, at);
            rejection = held ? watched.rejection() : null;
        } catch (RuntimeException | StackOverflowError failure) {
            throw new BodyRejectedException(Rejection.internalError("control.failure")
                    .note(failure.getClass().getName())
                    .asHard());
        }
        if (rejection != null) {
            findings.found(rejection);
        }
    }

    /** Nothing comes any more. */
    void requireWhole() throws BodyRejectedException {
        require(room <= 0 && depth == 0, StructureViolation.JSON_SYNTAX);
    }

    private void require(boolean kept, StructureViolation otherwise) throws BodyRejectedException {
        if (!kept) {
            findings.found(otherwise);
        }
    }
}
