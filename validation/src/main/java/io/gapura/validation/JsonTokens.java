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
    private final @Nullable ShapeWalk shape;
    private final int status;
    private final OpenNames names = new OpenNames();

    /** How many tokens may still come. */
    private int left;

    /** How many values may still come where the reading is: in an array, or one as the document; members are counted by name. */
    private int room = 1;

    /** The same of everything around it. */
    private int[] rooms = new int[8];

    private int depth;

    /**
     * Nothing yet.
     *
     * @param shape what the members are held against; null: nothing
     * @param status what breaks it is answered with
     */
    JsonTokens(JsonLimits limits, @Nullable ShapeWalk shape, int status) {
        this.limits = limits;
        this.shape = shape;
        this.status = status;
        this.left = limits.tokens();
    }

    /**
     * Takes all that are there.
     *
     * @param fed how many bytes have come: a string has no more characters
     * @param escaped whether an escape has come anywhere: without one, bytes of UTF-8 are text without half pairs
     */
    void take(JsonPieces at, long fed, boolean escaped) throws JsonPieceException, BodyRejectedException {
        boolean looked = escaped || fed > limits.string();
        for (Kind kind = at.next(); kind != Kind.MORE && kind != Kind.END; kind = at.next()) {
            if (--left < 0) {
                throw StructureViolation.JSON_TOKENS.refusal();
            }
            if (kind == Kind.NAME) {
                name(at.name());
            } else if (kind == Kind.END_OBJECT || kind == Kind.END_ARRAY) {
                leave(kind);
            } else if (--room < 0) {
                throw (depth == 0 ? StructureViolation.JSON_SYNTAX : StructureViolation.JSON_ITEMS).refusal();
            } else if (kind == Kind.STRING) {
                if (looked) {
                    string(at, escaped);
                }
            } else if (kind == Kind.INTEGER || kind == Kind.DECIMAL) {
                require(at.length() <= limits.number(), StructureViolation.JSON_NUMBER);
            } else if (kind == Kind.START_OBJECT || kind == Kind.START_ARRAY) {
                enter(kind);
            }
            if (shape != null) {
                hold(shape, kind, at);
            }
        }
    }

    private void enter(Kind kind) throws BodyRejectedException {
        require(depth < limits.depth(), StructureViolation.JSON_DEPTH);
        if (depth == rooms.length) {
            rooms = Arrays.copyOf(rooms, 2 * depth);
        }
        rooms[depth++] = room;
        if (kind == Kind.START_OBJECT) {
            room = Integer.MAX_VALUE;
            names.enter();
        } else {
            room = limits.items();
        }
    }

    private void leave(Kind kind) {
        if (kind == Kind.END_OBJECT) {
            names.leave();
        }
        room = rooms[--depth];
    }

    private void name(String name) throws BodyRejectedException {
        if (!names.isRepeated(name)) {
            first(name);
        }
    }

    /** A name of half a surrogate pair is no JSON to the parser: it comes no further. */
    private void first(String name) throws BodyRejectedException {
        require(names.size() < limits.members(), StructureViolation.JSON_MEMBERS);
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

    /** All that is wrong is told at once, with the last token of the document. */
    private void hold(ShapeWalk walk, Kind kind, JsonPieces at) throws BodyRejectedException {
        walk.token(kind, at);
        Rejection rejection = walk.isOver() ? walk.rejection(status) : null;
        if (rejection != null) {
            throw new BodyRejectedException(rejection);
        }
    }

    /** Nothing comes any more. */
    void requireWhole() throws BodyRejectedException {
        require(room == 0 && depth == 0, StructureViolation.JSON_SYNTAX);
    }

    private static void require(boolean kept, StructureViolation otherwise) throws BodyRejectedException {
        if (!kept) {
            throw otherwise.refusal();
        }
    }
}
