package io.gapura.filters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document piece by piece, as it comes, for whoever only watches it: tokens, and no tree. UTF-8 alone.
 * Several values behind each other are several documents to it, and names may repeat: who watches counts.
 *
 * <p>Belongs to one reading; calls come one after the other. {@link #close} hands its buffers back.
 */
public final class JsonPieces {
    /** What comes next. */
    public enum Kind {
        /** Nothing before the next piece. */
        MORE,
        /** Nothing any more. */
        END,
        START_OBJECT,
        END_OBJECT,
        START_ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        INTEGER,
        DECIMAL,
        TRUE,
        FALSE,
        NULL
    }

    /** Makes readings of the same bounds, which share what they learned of names. Immutable and thread-safe. */
    public static final class Maker {
        private final JsonFactory factory;

        private Maker(PieceBounds bounds) {
            this.factory = JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(bounds)
                    .build();
        }

        /** A reading of one document. */
        public JsonPieces open() {
            try {
                return new JsonPieces(factory.createNonBlockingByteArrayParser());
            } catch (IOException cannotHappen) {
                throw new IllegalStateException(cannotHappen);
            }
        }
    }

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;

    private JsonPieces(JsonParser parser) {
        this.parser = parser;
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /**
     * Bounds for what is kept in memory while one token comes. A longer one ends the reading, but not always at the first
     * character too many.
     *
     * @param name of a member, in characters
     * @param string in characters
     * @param number in characters
     */
    public static Maker within(int name, int string, int number) {
        return new Maker(new PieceBounds(name, string, number));
    }

    /** The next piece, once {@link #next} has answered {@link Kind#MORE}; the array is not kept after that. */
    public void feed(byte[] piece, int from, int to) throws JsonPieceException {
        try {
            feeder.feedInput(piece, from, to);
        } catch (IOException notWanted) {
            throw new JsonPieceException(JsonPieceException.Fault.SYNTAX, notWanted);
        }
    }

    /** Nothing more will be fed. */
    public void end() {
        feeder.endOfInput();
    }

    /**
     * What comes next.
     *
     * @throws JsonPieceException when it is no JSON, or is over a bound: nothing more can be read
     */
    public Kind next() throws JsonPieceException {
        try {
            return kind(parser.nextToken());
        } catch (StreamConstraintsException over) {
            throw new JsonPieceException(PieceBounds.faultOf(over), over);
        } catch (IOException malformed) {
            throw new JsonPieceException(JsonPieceException.Fault.SYNTAX, malformed);
        }
    }

    /** By comparisons, the frequent ones first: what is asked for so often is not to wait for memory. */
    private static Kind kind(@Nullable JsonToken token) {
        if (token == JsonToken.FIELD_NAME) {
            return Kind.NAME;
        }
        if (token == JsonToken.VALUE_STRING) {
            return Kind.STRING;
        }
        return token == null ? Kind.END : rarer(token);
    }

    private static Kind rarer(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.START_OBJECT;
            case END_OBJECT -> Kind.END_OBJECT;
            case START_ARRAY -> Kind.START_ARRAY;
            case END_ARRAY -> Kind.END_ARRAY;
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            case VALUE_TRUE -> Kind.TRUE;
            case VALUE_FALSE -> Kind.FALSE;
            case VALUE_NULL -> Kind.NULL;
            default -> Kind.MORE;
        };
    }

    /** The name of the member that the reading is in, unescaped. */
    public String name() {
        try {
            return parser.currentName();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    /** The text of the string, unescaped, or of the number: {@link #length} characters from {@link #offset} on. */
    public char[] text() {
        try {
            return parser.getTextCharacters();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    /** The same as a string. */
    public String string() {
        try {
            return parser.getText();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    public int offset() {
        try {
            return parser.getTextOffset();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    /** Of the string or number, in characters. */
    public int length() {
        try {
            return parser.getTextLength();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    /** The reading is over. */
    public void close() {
        try {
            parser.close();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }
}
