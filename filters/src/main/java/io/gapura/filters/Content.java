package io.gapura.filters;

import org.jspecify.annotations.Nullable;

/** What policies learned of the content of one request: its parameters if it is a form, and how it is coded. */
record Content(@Nullable Query form, @Nullable ContentDecoder decoder) {
    private static final Content UNKNOWN = new Content(null, null);

    static Content of(@Nullable Content known) {
        return known == null ? UNKNOWN : known;
    }

    Content withForm(Query parsed) {
        return new Content(parsed, decoder);
    }

    Content withDecoder(ContentDecoder given) {
        return new Content(form, given);
    }
}
