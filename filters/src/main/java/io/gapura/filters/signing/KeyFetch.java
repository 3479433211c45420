package io.gapura.filters.signing;

import java.io.IOException;

/** Gets a published JWK Set. May block for the time of its own limits. */
@FunctionalInterface
interface KeyFetch {
    /** The document; an {@link IOException} says nothing of it. */
    byte[] fetch() throws IOException, InterruptedException;
}
