package io.gapura.validation;

import io.gapura.filters.Violation;
import io.gapura.filters.json.JsonPieces;
import java.util.List;

/**
 * Holds JSON against something that is said of it elsewhere than in a class, such as a JSON Schema, while the application
 * reads it: token by token, out of the one reading that bounds its structure. Immutable and thread-safe.
 */
public interface ContentSchema {
    /** Begins with one document. */
    Reading open();

    /** Where it is open or unbounded, for the start-up check. */
    default List<JsonShape.Finding> findings() {
        return List.of();
    }

    /** One document on its way past. What it throws refuses the request: 500 {@code control.failure}. */
    interface Reading {
        /** Takes the next token; its text is gone with the one after. */
        void token(JsonPieces.Kind kind, JsonPieces at);

        /**
         * What is wrong, asked once the document is whole: words and pointers of the contract, never what only the client
         * knows. Over 20 are cut to 20, and said to be.
         */
        List<Violation> violations();
    }
}
