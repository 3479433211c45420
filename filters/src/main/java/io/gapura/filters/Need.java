package io.gapura.filters;

/** What a policy cannot work without. Checked at start-up, so that a lack is no surprise of the first request. */
public enum Need {
    /** The network address of the peer; Jakarta REST without a Servlet container has none. */
    PEER_ADDRESS,
    /** The body, read before the application reads it. */
    BODY,
    /** A caller that some earlier policy may have set. */
    CALLER,
    /** The certificates of the TLS connection; Jakarta REST without a Servlet container has none. */
    CLIENT_CERTIFICATE,
    /** Whom the container has authenticated itself. */
    CONTAINER_CALLER
}
