package io.gapura.filters.servlet;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Client;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.HiddenSession;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestSource;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.UriViolation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads a Servlet request into the one view. Built on {@code getRequestURI} alone, which is raw on every server but
 * for a {@linkplain HiddenSession session id}; the decoded getters are not comparable. Rules see the path within the
 * application, signatures the whole raw path.
 */
final class ServletViews {
    private ServletViews() {}

    /** Throws {@link io.gapura.filters.RefusedException} for a request that cannot be read. */
    static RequestView read(HttpServletRequest request, TrustedProxies proxies) {
        Target target = Target.of(rawPath(request), request.getQueryString(), request.getContextPath());
        if (target.violations().contains(UriViolation.ENCODED_SLASH) && DispatchedPath.isSplit(target, request)) {
            throw new RefusedException(UriViolation.ENCODED_SLASH.rejection());
        }
        return proxies.read(
                request.getMethod(),
                target,
                scheme(request),
                new Wire(request),
                request.getContentLengthLong(),
                address(request));
    }

    /** With a session id that the container keeps to itself. */
    private static String rawPath(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getRequestedSessionId() == null
                ? path
                : HiddenSession.shown(path, request.isRequestedSessionIdFromURL(), request.getRequestURL());
    }

    /**
     * Where a forward, an include or an asynchronous dispatch leads to, read as the path of a request is; empty when it
     * cannot be read in one way, or nobody knows, as with a dispatch by name.
     */
    static String dispatchedPath(HttpServletRequest request) {
        Object uri = request.getDispatcherType() == DispatcherType.INCLUDE
                ? request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI)
                : request.getRequestURI();
        if (!(uri instanceof String raw)) {
            return "";
        }
        Target target = Target.of(raw, null, request.getContextPath());
        return target.violations().isEmpty() ? target.path() : "";
    }

    /** Where a request was sent, as its container says. */
    static StringBuffer url(HttpServletRequest request) {
        return request.getRequestURL();
    }

    /** Where a request was sent, by its own raw path. */
    @SuppressWarnings("JdkObsolete") // the Servlet API wants this type
    static StringBuffer url(String scheme, String authority, HttpServletRequest request) {
        return new StringBuffer().append(scheme).append("://").append(authority).append(request.getRequestURI());
    }

    /** What is recorded of a request that cannot be read. */
    static AuditEvent.RequestLine unread(HttpServletRequest request, TrustedProxies proxies) {
        return proxies.unread(request.getMethod(), scheme(request), new Wire(request), address(request));
    }

    /** A container may have forgotten it when the client is gone. */
    private static String address(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return address == null ? Client.unknown().address() : address;
    }

    private static String scheme(HttpServletRequest request) {
        return request.isSecure() ? "https" : "http";
    }

    /** Whom the container knows; asked before the request is wrapped, so that it does not hear our own answer. */
    private record LoggedIn(String name, HttpServletRequest request) implements ContainerCaller {
        @Override
        public boolean isInRole(String role) {
            return request.isUserInRole(role);
        }
    }

    /** Fields and content, each asked for at most once. */
    private record Wire(HttpServletRequest request) implements RequestSource {
        @Override
        public void each(BiConsumer<String, String> line) {
            boolean host = false;
            Enumeration<String> names = request.getHeaderNames();
            while (names.hasMoreElements()) {
                String name = names.nextElement();
                host |= name.equalsIgnoreCase("host");
                Enumeration<String> values = request.getHeaders(name);
                while (values.hasMoreElements()) {
                    line.accept(name, values.nextElement());
                }
            }
            if (!host && isFramed()) {
                line.accept("host", authority());
            }
        }

        /** HTTP/2 and 3 name the host in {@code :authority}, which is no field; some containers add the field. */
        private boolean isFramed() {
            return protocol().startsWith("HTTP/2") || protocol().startsWith("HTTP/3");
        }

        private String authority() {
            String name = String.valueOf(request.getServerName());
            boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
            return (bare ? "[" + name + "]" : name) + ":" + request.getServerPort();
        }

        @Override
        public String protocol() {
            String protocol = request.getProtocol();
            return protocol == null ? "" : protocol;
        }

        /** Where the container says whom a proxy spoke for, the certificates are that proxy's: nobody's. */
        @Override
        public List<X509Certificate> certificates() {
            if (RewrittenPeer.isRewritten(request)) {
                return List.of();
            }
            Object chain = request.getAttribute("jakarta.servlet.request.X509Certificate");
            return chain instanceof X509Certificate[] certificates ? List.of(certificates) : List.of();
        }

        /** Somebody without a name is nobody. */
        @Override
        public Optional<ContainerCaller> containerCaller() {
            Principal principal = request.getUserPrincipal();
            String name = principal == null ? null : principal.getName();
            return name == null || name.isEmpty() ? Optional.empty() : Optional.of(new LoggedIn(name, request));
        }

        @Override
        public InputStream open() throws IOException {
            return request.getInputStream();
        }

        /** A container joins the lines of one name, or keeps the first: there is one value of each. */
        @Override
        public boolean trailers(BiConsumer<String, String> line) {
            if (!request.isTrailerFieldsReady()) {
                return false;
            }
            request.getTrailerFields().forEach(line);
            return true;
        }
    }
}
