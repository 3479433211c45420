package io.gapura.filters.remote;

import java.io.IOException;

/** Gets a published document. May block for the time of its own limits. */
@FunctionalInterface
public interface DocumentFetch {
    /** The document; an {@link IOException} says nothing of it. */
    byte[] fetch() throws IOException, InterruptedException;
}
