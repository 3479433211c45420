package io.gapura.filters.audit.view;

import io.gapura.filters.json.JsonPrint;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is to send: status, type, further header fields, content. All of its fields count; a server that leaves
 * some out takes away what keeps the page apart from others. Immutable.
 */
public final class ViewAnswer {
    /** What the page may do: run and show its own files, and ask its own server. No text becomes markup. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String JSON = "application/json";

    /** Nothing is kept, framed, guessed, or read by another site. */
    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private final int status;
    private final String mediaType;
    private final Map<String, String> headers;
    private final byte[] body;

    private ViewAnswer(int status, String mediaType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.mediaType = mediaType;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static ViewAnswer file(String mediaType, byte[] content) {
        return new ViewAnswer(200, mediaType, ALWAYS, content);
    }

    static ViewAnswer json(Map<String, ?> document) {
        return json(200, JSON, document, Map.of());
    }

    private static ViewAnswer json(int status, String type, Map<String, ?> document, Map<String, String> more) {
        return new ViewAnswer(status, type, with(more), JsonPrint.of(document).getBytes(StandardCharsets.UTF_8));
    }

    /** To be saved, never shown. The name is of our own making. */
    static ViewAnswer download(String mediaType, String name, byte[] content) {
        return new ViewAnswer(
                200, mediaType, with(Map.of("Content-Disposition", "attachment; filename=\"" + name + "\"")), content);
    }

    /**
     * A problem document (RFC 9457).
     *
     * @param what of the question is meant; a word of ours, never what was sent
     */
    static ViewAnswer refused(int status, String code, String title, Optional<String> what) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("code", code);
        problem.put("title", title);
        problem.put("status", status);
        what.ifPresent(word -> problem.put("parameter", word));
        return json(status, "application/problem+json", problem, status == 405 ? Map.of("Allow", "GET") : Map.of());
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(ALWAYS);
        all.putAll(more);
        return all;
    }

    public int status() {
        return status;
    }

    public String mediaType() {
        return mediaType;
    }

    /** All but {@code Content-Type}. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A copy of the content. */
    public byte[] body() {
        return body.clone();
    }
}
