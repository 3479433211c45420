package io.gapura.filters.jaxrs;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Reads a Jakarta REST request into the one view. Path and query come raw from the request URI: {@code
 * UriInfo.getPath()} is decoded, and begins with a slash on one runtime only.
 */
final class JaxrsViews {
    private static final int MOST_DIGITS = 18;

    private JaxrsViews() {}

    /**
     * @throws RefusedException when it cannot be read in one way
     */
    static RequestView read(ContainerRequestContext request, TrustedProxies proxies) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        Headers headers = Headers.of(line ->
                request.getHeaders().forEach((name, values) -> values.forEach(value -> line.accept(name, value))));
        return proxies.read(
                request.getMethod(),
                Target.of(path == null || path.isEmpty() ? "/" : path, uri.getRawQuery()),
                scheme(request),
                headers,
                Body.from(() -> stream(request), declaredLength(headers)),
                Client.unknown());
    }

    /** Takes out of the request what its sender may not set; whether that could be done. */
    static boolean conceal(RequestView view, ContainerRequestContext request) {
        if (!view.isConcealing()) {
            return true;
        }
        try {
            return request.getHeaders().keySet().removeIf(view::conceals);
        } catch (UnsupportedOperationException fixed) {
            return false;
        }
    }

    static String scheme(ContainerRequestContext request) {
        String scheme = request.getUriInfo().getRequestUri().getScheme();
        return scheme == null ? "http" : scheme;
    }

    /** Asked when the body is opened, not before: a runtime may have peeked and replaced its stream. */
    private static InputStream stream(ContainerRequestContext request) throws IOException {
        InputStream stream = request.getEntityStream();
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    /** Two lengths, or one that is no number, are two readings of where the request ends (RFC 9112 §6.3). */
    private static long declaredLength(Headers headers) {
        String text = headers.only("content-length").orElse(null);
        if (text == null) {
            return -1;
        }
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (text.isEmpty() || text.length() > MOST_DIGITS || !digits) {
            throw new RefusedException(Rejection.malformed("length.malformed"));
        }
        return Long.parseLong(text);
    }
}
