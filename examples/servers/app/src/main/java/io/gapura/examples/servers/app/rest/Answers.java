package io.gapura.examples.servers.app.rest;

import io.gapura.examples.servers.app.Marks;
import jakarta.ws.rs.core.Response;

/** Marked answers of resources. */
final class Answers {
    private Answers() {}

    static Response text(String endpoint, String text) {
        return marked(Response.ok(text, "text/plain"), endpoint).build();
    }

    static Response.ResponseBuilder marked(Response.ResponseBuilder response, String endpoint) {
        return response.header(Marks.PROBE, endpoint).header(Marks.NONCE, Marks.nonce());
    }
}
