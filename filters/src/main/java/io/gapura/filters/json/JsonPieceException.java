package io.gapura.filters.json;

import java.io.IOException;

/** Ends a reading of {@link JsonPieces}. Its cause tells of settings and content: it is for nobody's eyes. */
public final class JsonPieceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** Which kind of thing was wrong. */
    public enum Fault {
        /** No JSON. */
        SYNTAX,
        /** A name that is too long. */
        NAME,
        /** A string that is too long. */
        STRING,
        /** A number that is too long. */
        NUMBER
    }

    JsonPieceException(Fault fault, Exception cause) {
        super("not the JSON that is read here", cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** Stackless: it is an outcome, not a fault of ours. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
