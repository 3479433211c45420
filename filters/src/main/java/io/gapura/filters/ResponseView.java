package io.gapura.filters;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An answer that is about to leave, as a {@link ResponseGuard} sees it.
 *
 * @param headers as they will go out, but for those that the container sets as it writes
 * @param content as it will be framed, read-only; nothing to HEAD, and with a status that has none. Empty when it was
 *     not held: a stream, or more than the guard wants to see
 */
public record ResponseView(int status, Headers headers, Optional<ByteBuffer> content) {
    /** With content that was held. Nobody may change the bytes afterwards. */
    public static ResponseView of(int status, Headers headers, ByteBuffer content) {
        return new ResponseView(status, headers, Optional.of(content.asReadOnlyBuffer()));
    }

    /** With content that nobody has seen. */
    public static ResponseView ofStream(int status, Headers headers) {
        return new ResponseView(status, headers, Optional.empty());
    }

    /** Whether that answer has no content, whatever was written for it (RFC 9110 §6.4.1). */
    public static boolean isEmpty(String method, int status) {
        return method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    }
}
