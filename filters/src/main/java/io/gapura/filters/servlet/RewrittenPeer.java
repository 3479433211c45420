package io.gapura.filters.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Notices a container that has put somebody else's address in the place of its peer's before we see it: then the client
 * is the container's word, and no peer is a proxy that we could trust. Says so once.
 *
 * <p>No API shows a valve or customizer. What can be seen: the mark that Tomcat's {@code RemoteIpValve} leaves, and a
 * peer without a port, as Jetty's and Undertow's handlers make it out of a header. The first thousand requests are looked
 * at; the count may lose some to races.
 */
final class RewrittenPeer {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final int LOOKS = 1_000;
    private static final String TOMCAT_MARK = "org.apache.tomcat.request.forwarded";

    private int looks;

    /** Whether the client of this request is the container's word: then the connection, and its TLS, are a proxy's. */
    static boolean isRewritten(HttpServletRequest request) {
        return request.getRemotePort() <= 0 || request.getAttribute(TOMCAT_MARK) != null;
    }

    /** Whether this request shows it for the first time. */
    boolean isSeen(HttpServletRequest request) {
        if (looks >= LOOKS) {
            return false;
        }
        looks++;
        if (!isRewritten(request)) {
            return false;
        }
        looks = LOOKS;
        LOG.log(
                System.Logger.Level.WARNING,
                "Gapura: the container has already replaced the peer's address (a proxy valve or customizer), so the"
                        + " client is its word: switch it off and set proxies.trusted, or leave proxies.trusted empty");
        return true;
    }
}
