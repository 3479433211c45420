/**
 * Signed requests: HTTP message signatures (RFC 9421) with digests of the content (RFC 9530), a replay guard, and the
 * signer and the verifier of responses for clients.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a request whose signature covers method, authority, path and query, or method and target URI,
 *   <li>and, with content, its digest and type, and whatever else the profile wants covered because it is present,
 *   <li>made at most 300 seconds ago and for a listed authority, by a key of the ring that is valid now and was then,
 *   <li>with content that has the digest, all of it read before the application sees a byte,
 *   <li>and, unless the method is safe, with a nonce that comes for the first time;
 *   <li>by another profile what its row demands: {@code FAPI2}, {@code GNAP}, {@code WEB_BOT_AUTH}, {@code MASTODON}, each
 *       with what it lacks said at start-up;
 *   <li>by a profile that takes {@linkplain io.gapura.filters.signing.SignatureProfile#trailers trailers} also one whose
 *       signature covers fields behind the content, which is read before the key was asked;
 *   <li>with {@code optional(keys)} also a request that carries no signature at all, as anonymous.
 * </ol>
 *
 * <p>Everything else is 401 with one answer for all causes, 400 when the fields do not parse, 413 over the limit of the
 * body, or 503 when the replay store cannot take one more nonce.
 *
 * <p>Caveat: behind a proxy that ends TLS, {@code proxies.trusted} must name it, or the container must know the outer scheme
 * and host: otherwise every {@code @authority} is that of the inner hop and refused. Nothing may decompress requests before
 * this policy; {@code limits.codings} decodes behind it.
 *
 * <p>Allowed: {@code POST /orders} with the three lines of {@link io.gapura.filters.signing.RequestSigner}. Refused: the
 * same lines a second time.
 */
@NullMarked
package io.gapura.filters.signing;

import org.jspecify.annotations.NullMarked;
