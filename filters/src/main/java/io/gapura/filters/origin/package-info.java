/**
 * Cross-origin requests: which pages may read answers here ({@code cors}), and which requests a page of another origin
 * can have forged ({@code origin}). List {@code cors} before {@code origin}, and both before the policies that ask for
 * credentials.
 *
 * <p>{@link io.gapura.filters.origin.Cors} lets through:
 *
 * <ol>
 *   <li>every actual request, with {@code Access-Control-Allow-Origin} for an origin of {@code cors.origins} on every
 *       answer, errors and refusals included, and with {@code Vary: Origin} for all;
 *   <li>nothing further of a true preflight (OPTIONS with one Origin and one Access-Control-Request-Method): it is
 *       answered here, 204 with what is listed, or 403 {@code origin-refused} without any leave;
 *   <li>a plain OPTIONS.
 * </ol>
 *
 * <p>{@link io.gapura.filters.origin.OriginCheck} lets through:
 *
 * <ol>
 *   <li>requests of which the browser says that they come from this origin, or from the person at it;
 *   <li>links from other sites that open a whole page by GET or HEAD;
 *   <li>requests of an origin that {@code cors} allows for their method, or that {@code origin.allow} lists;
 *   <li>without Fetch Metadata, safe methods, and unsafe ones with an own Origin;
 *   <li>without Origin as well, unsafe ones with a {@linkplain io.gapura.filters.origin.CsrfTokens token} of ours, or
 *       without any credential that a browser adds by itself.
 * </ol>
 *
 * <p>What {@code cors} allows, {@code origin} does not refuse: a method that pages elsewhere must not use is left out of
 * {@code cors.methods}. {@code origin.allow} is for origins that act without reading, such as an identity provider that
 * returns by a form post.
 *
 * <p>Caveat: own is what scheme and Host say, unless {@code origin.own} lists the origins. Behind a proxy that ends TLS
 * or rewrites Host, set it, or name the proxy in {@code proxies.trusted}; otherwise old browsers, and all WebSocket
 * handshakes, are refused. Pictures, scripts and fonts that other sites may embed go by {@code origin.exempt}. Shadow is
 * for refusals: {@code cors.mode = shadow} still gives leave to listed origins and answers their preflights. A token that was
 * rendered before the session began does not hold in it: begin the session first. The cookie of double submit is
 * {@code Secure}, so it needs https. And a token is bound to the caller as it is known where {@code origin} stands in the list.
 *
 * <p>Allowed: {@code POST /orders} with {@code Sec-Fetch-Site: same-origin}. Refused: the same with {@code cross-site},
 * and with {@code Origin: null}, by 403 {@code origin-refused}.
 */
@NullMarked
package io.gapura.filters.origin;

import org.jspecify.annotations.NullMarked;
