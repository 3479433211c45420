package io.gapura.filters.servlet;

import io.gapura.filters.Target;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Asks a container how it has read a path, for the one case in which its answer can refuse a request: nothing is ever
 * decided by that reading, because containers disagree on it.
 */
final class DispatchedPath {
    private DispatchedPath() {}

    /**
     * Whether the container has decoded a slash that {@code firewall.uri-allow} may admit as part of a name. It
     * dispatched to another path then, such as below {@code /files/priv/} for what rules see as {@code
     * /files/priv%2Fx}. Tomcat: encodedSolidusHandling = decode.
     */
    static boolean isSplit(Target target, HttpServletRequest request) {
        try {
            String rest = request.getPathInfo();
            String dispatched = request.getServletPath() + (rest == null ? "" : rest);
            return slashes(dispatched) > slashes(target.path());
        } catch (IllegalArgumentException ambiguous) {
            // Jetty's way to say that it decodes nothing here.
            return false;
        }
    }

    private static long slashes(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
