package io.gapura.filters;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the connection and its container know of whoever is at the other end, asked for only when a policy wants it. It is
 * the connection's word: behind a proxy, the proxy is the peer.
 *
 * <p>Bound to the request.
 */
public interface Peer {
    /** Nothing is known. */
    Peer UNKNOWN = new Peer() {};

    /** The client certificates that the TLS connection was made with, leaf first; none when it was made without. */
    default List<X509Certificate> certificates() {
        return List.of();
    }

    /** Whom the container has authenticated itself, before the gate; empty when nobody. */
    default Optional<ContainerCaller> containerCaller() {
        return Optional.empty();
    }
}
