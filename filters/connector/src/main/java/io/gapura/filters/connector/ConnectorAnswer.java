package io.gapura.filters.connector;

import java.util.List;
import java.util.Map;

/** One answer of a connector: status, id and the bytes of the document. Immutable as long as nobody writes to them. */
public final class ConnectorAnswer {
    /** What goes beside the id on each of them (errors.md §7); the same as on an answer of the engine. */
    private static final List<Map.Entry<String, String>> ALWAYS = List.of(
            Map.entry("Cache-Control", "no-store"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

    private final int status;
    private final String id;
    private final byte[] content;

    ConnectorAnswer(int status, String id, byte[] content) {
        this.status = status;
        this.id = id;
        this.content = content;
    }

    public int status() {
        return status;
    }

    /** The id in the document, in {@code X-Request-Id} and in the log. */
    public String id() {
        return id;
    }

    /** The document; handed over, not copied. */
    public byte[] content() {
        return content;
    }

    /** Header lines, without Content-Type and Content-Length, which each server has its own way to set. */
    public List<Map.Entry<String, String>> headers() {
        return List.of(ALWAYS.get(0), ALWAYS.get(1), ALWAYS.get(2), Map.entry("X-Request-Id", id));
    }

    /** What an endpoint may have set before it failed and must not leave with an error. */
    public static List<String> removed() {
        return List.of(
                "ETag",
                "Last-Modified",
                "Expires",
                "Content-Disposition",
                "Content-Encoding",
                "Accept-Ranges",
                "Link",
                "Set-Cookie",
                "Server",
                "X-Powered-By");
    }
}
