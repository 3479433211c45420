package io.gapura.filters.servlet;

import io.gapura.filters.RequestSource;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.function.BiConsumer;

/**
 * Reads a Servlet request into the one view. Built on {@code getRequestURI} alone, which is raw on every server; the
 * decoded getters are not comparable. Rules see the path within the application, signatures the whole raw path.
 */
final class ServletViews {
    private ServletViews() {}

    /** Throws {@link io.gapura.filters.RefusedException} for a request that cannot be read. */
    static RequestView read(HttpServletRequest request) {
        Target target = Target.of(request.getRequestURI(), request.getQueryString(), request.getContextPath());
        return RequestView.read(
                request.getMethod(),
                target,
                scheme(request),
                new Wire(request),
                request.getContentLengthLong(),
                request.getRemoteAddr());
    }

    static String scheme(HttpServletRequest request) {
        return request.isSecure() ? "https" : "http";
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

        @Override
        public InputStream open() throws IOException {
            return request.getInputStream();
        }
    }
}
