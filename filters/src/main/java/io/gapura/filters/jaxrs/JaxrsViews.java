package io.gapura.filters.jaxrs;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.HeaderViolation;
import io.gapura.filters.Headers;
import io.gapura.filters.Peer;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Jakarta REST request into the one view. A Servlet container says what was asked for, and where the application
 * is mounted, so that rules see the path within the application as they do behind a filter; not so the runtime, one of
 * which folds slashes and repeats the context path. Without a container path and query come raw from the request URI,
 * whole: {@code UriInfo.getPath()} is decoded, and begins with a slash on one runtime only.
 */
final class JaxrsViews {
    /** The {@link Target} as the container says it; kept with the request by {@link ServletLink}. */
    static final String TARGET = "io.gapura.jaxrs.target";

    private JaxrsViews() {}

    /**
     * @throws RefusedException when it cannot be read in one way
     */
    static RequestView read(ContainerRequestContext request, TrustedProxies proxies) {
        Headers headers = Headers.of(line ->
                request.getHeaders().forEach((name, values) -> values.forEach(value -> add(name, value, line))));
        return proxies.read(
                        request.getMethod(),
                        target(request),
                        scheme(request),
                        headers,
                        Body.from(() -> stream(request), declaredLength(headers)),
                        Client.unknown())
                .withPeer(new RuntimePeer(request.getSecurityContext()));
    }

    private static Target target(ContainerRequestContext request) {
        if (request.getProperty(TARGET) instanceof Target told) {
            return told;
        }
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        return Target.of(path == null || path.isEmpty() ? "/" : path, uri.getRawQuery());
    }

    /** What the runtime knows of the peer; asked before the caller of the gate takes the place of its context. */
    private record RuntimePeer(@Nullable SecurityContext context) implements Peer {
        /** Somebody without a name is nobody. */
        @Override
        public Optional<ContainerCaller> containerCaller() {
            Principal principal = context == null ? null : context.getUserPrincipal();
            String name = principal == null ? null : principal.getName();
            return context == null || name == null || name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LoggedIn(name, context));
        }
    }

    private record LoggedIn(String name, SecurityContext context) implements ContainerCaller {
        @Override
        public boolean isInRole(String role) {
            return context.isUserInRole(role);
        }
    }

    /** CXF 4.1 has a Content-Type without a value where none was sent. */
    private static void add(String name, @Nullable String value, BiConsumer<String, String> line) {
        if (value != null) {
            line.accept(name, value);
        }
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
        if (headers.violations().contains(HeaderViolation.LENGTH)) {
            throw new RefusedException(HeaderViolation.LENGTH.rejection());
        }
        return headers.only("content-length").map(Long::parseLong).orElse(-1L);
    }
}
