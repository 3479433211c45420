package io.gapura.examples.servers.app.servlets;

import io.gapura.examples.servers.app.Marks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Marked answers of servlets. */
final class Answers {
    private Answers() {}

    static void mark(HttpServletResponse response, String endpoint) {
        response.setHeader(Marks.PROBE, endpoint);
        response.setHeader(Marks.NONCE, Marks.nonce());
    }

    static void text(HttpServletResponse response, String endpoint, String text) throws IOException {
        mark(response, endpoint);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(text);
    }
}
