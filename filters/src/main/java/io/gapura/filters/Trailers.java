package io.gapura.filters;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What may stand behind a content (RFC 9110 §6.5): few and short fields, none of them twice, because adapters join the
 * lines of one name each in its own way, and none that has to be known before the content is (§6.5.1). All else is
 * refused; nothing is ever merged into the header fields.
 *
 * <p>At most 100 fields, and 8 KiB of names and values together.
 */
final class Trailers {
    private static final int MOST = 100;
    private static final int LARGEST = 8_192;

    /** Of framing, routing, authentication, the request's modifiers, the content's form, and of the connection. */
    private static final Set<String> FORBIDDEN = Set.of(
            "transfer-encoding",
            "content-length",
            "trailer",
            "te",
            "host",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "expect",
            "max-forwards",
            "cache-control",
            "pragma",
            "range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "if-range",
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "origin",
            "referer",
            "content-type",
            "content-encoding",
            "content-language",
            "content-location",
            "content-range",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    private static final Rejection REPEATED = Rejection.malformed("trailer.repeated");
    private static final Rejection FORBIDDEN_NAME = Rejection.malformed("trailer.forbidden");
    private static final Rejection CHARACTER = Rejection.malformed("trailer.character");
    private static final Rejection COUNT =
            Rejection.of(431, "headers-too-large", "trailer.count").asHard();
    private static final Rejection SIZE =
            Rejection.of(431, "headers-too-large", "trailer.size").asHard();

    private Trailers() {}

    /**
     * The same fields, if they may stand there.
     *
     * @throws RefusedException with a hard rejection: 400 {@code trailer.character}, {@code trailer.forbidden}, {@code
     *     trailer.repeated}, 431 {@code trailer.count}, {@code trailer.size}
     */
    static Headers requireFit(Headers fields) {
        if (fields.size() > MOST) {
            throw new RefusedException(COUNT);
        }
        if (fields.characters() > LARGEST) {
            throw new RefusedException(SIZE);
        }
        if (fields.violations().contains(HeaderViolation.CHARACTER)) {
            throw new RefusedException(CHARACTER);
        }
        Set<String> names = new HashSet<>();
        fields.each((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (FORBIDDEN.contains(lower)) {
                throw new RefusedException(FORBIDDEN_NAME);
            }
            if (!names.add(lower)) {
                throw new RefusedException(REPEATED);
            }
        });
        return fields;
    }
}
