package io.gapura.filters.signing.client;

import java.io.IOException;

/** Content over the limit of a client, of a request to be signed or of a response to be verified. Says the limit alone. */
public final class ContentTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    ContentTooLargeException(String what, long limit) {
        super(what + " is over the limit of " + limit + " bytes");
    }
}
