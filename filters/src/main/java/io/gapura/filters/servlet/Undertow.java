package io.gapura.filters.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What Undertow (seen with 2.3.26) does otherwise: it keeps cookies beside the headers until it writes both, so that its
 * {@code reset} forgets the headers only; and it ends a chunked answer well whatever leaves the filters.
 */
final class Undertow {
    private static final String PACKAGE = "io.undertow.";

    private Undertow() {}

    /** Whether the response is one of its own, below all wrappers. */
    static boolean made(ServletResponse response) {
        ServletResponse innermost = response;
        while (innermost instanceof ServletResponseWrapper wrapper) {
            innermost = wrapper.getResponse();
        }
        return innermost.getClass().getName().startsWith(PACKAGE);
    }

    /**
     * Makes that the last chunk is not written when the answer was cut off: trailers are asked for just before it, and
     * ours then throw, whereupon Undertow breaks the connection. Nothing is changed where no chunks are.
     */
    static void breaksWhen(BooleanSupplier cut, HttpServletResponse response) {
        try {
            response.setTrailerFields(() -> {
                requireWhole(cut);
                return Map.of();
            });
        } catch (IllegalStateException noChunks) {
            // A length was declared, or it is HTTP/1.0: both end by closing.
        }
    }

    static void requireWhole(BooleanSupplier cut) {
        if (cut.getAsBoolean()) {
            throw new IllegalStateException("the answer was cut off");
        }
    }
}
