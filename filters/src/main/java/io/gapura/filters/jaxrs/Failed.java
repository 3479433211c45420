package io.gapura.filters.jaxrs;

import io.gapura.filters.Rejection;
import jakarta.ws.rs.core.Response;

/**
 * What a mapper hands to {@link CompletionFilter}, which alone renders: what was thrown, and what that means. In this
 * package only; a mapper elsewhere returns a {@link Rejection} as its entity.
 */
record Failed(Throwable thrown, Rejection meaning) {
    Response toResponse() {
        return Response.status(meaning.status()).entity(this).build();
    }
}
