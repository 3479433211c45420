/**
 * The facility {@code proxies}: whose word about client, scheme and host counts. The reading itself is the engine's
 * ({@link io.gapura.filters.TrustedProxies}), because it happens while the view of a request is made, before any policy.
 * So the fate of a stranger's fields is {@code proxies.untrusted}, and no setting of {@code firewall}: it holds where the
 * firewall is not listed, off or in shadow.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>from a peer outside of {@code proxies.trusted}: the request without {@code Forwarded}, {@code X-Forwarded-*},
 *       {@code X-Real-IP}, {@code X-Client-IP}, {@code True-Client-IP}, {@code CF-Connecting-IP}, {@code X-User-*},
 *       {@code X-Remote-User}, {@code X-Client-Cert}, {@code Client-Cert}, {@code Client-Cert-Chain}, {@code
 *       X-SSL-Client-*}, {@code X-Original-URL}, {@code X-Rewrite-URL}, {@code X-Accel-*}, and without all of these
 *       spelled with underscores; neither a policy nor the application sees them. With {@code proxies.untrusted = refuse}
 *       such a request is 400 {@code forwarded.untrusted};
 *   <li>from a trusted peer: the fields of {@code proxies.family} that parse strictly and say one thing, and what else it
 *       sets, but never the other family, a single-address field or a spelling with underscores;
 *   <li>with the client at the rightmost address that is no trusted proxy, IPv4 and IPv6 in one spelling each.
 * </ol>
 *
 * <p>With {@code proxies.client-cert = true} the client's certificates are those of {@code Client-Cert} and {@code
 * Client-Cert-Chain} (RFC 9440) of a trusted peer; without, nobody behind a proxy has any: the connection's are the proxy's.
 *
 * <p>Everything else from a trusted peer is a hard 400: {@code forwarded.malformed}, {@code forwarded.ambiguous}, {@code
 * forwarded.size}.
 *
 * <p>Caveat: a proxy must set the fields of its family itself, and drop what a client sent of the others: {@code
 * X-User-*} and client certificates from a trusted peer are believed. A container that rewrites the peer's address first
 * (Tomcat's {@code RemoteIpValve}, Jetty's {@code ForwardedRequestCustomizer}, Undertow's {@code
 * proxy-address-forwarding}) leaves us a peer that nobody trusts: switch one of the two off. It shows in a warning at the
 * first such request. Under Jakarta REST alone there is no peer, so {@code proxies.trusted} does not start there.
 *
 * <p>Allowed, with {@code proxies.trusted = 10.0.0.0/8} and {@code proxies.family = forwarded}, from 10.0.0.7: {@code
 * Forwarded: for="[2001:db8::7]:4711";proto=https;host=shop.example}. Refused: {@code Forwarded: for=_hidden}.
 */
@NullMarked
package io.gapura.filters.proxies;

import org.jspecify.annotations.NullMarked;
