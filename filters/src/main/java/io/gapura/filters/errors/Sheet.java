package io.gapura.filters.errors;

import java.nio.charset.StandardCharsets;

/** What a writer writes on: text, and one hole where the incident's id belongs. Not thread-safe. */
final class Sheet {
    private final StringBuilder text = new StringBuilder(512);
    private int hole = -1;

    /** Leaves the hole; once. */
    StringBuilder incident() {
        if (hole >= 0) {
            throw new IllegalStateException("a document has one id");
        }
        hole = text.length();
        return text;
    }

    StringBuilder text() {
        return text;
    }

    byte[] before() {
        return text.substring(0, hole).getBytes(StandardCharsets.UTF_8);
    }

    byte[] after() {
        return text.substring(hole).getBytes(StandardCharsets.UTF_8);
    }
}
