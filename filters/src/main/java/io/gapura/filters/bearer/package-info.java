/**
 * Bearer tokens: callers whom an issuer vouches for by a signed access token (RFC 6750, RFC 9068), verified as RFC 8725
 * asks. Nimbus reads the keys and verifies the signatures; what a token must say is checked here, because a library that
 * looks at a claim only if it is there is no validator of access tokens.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>one token in one {@code Authorization} line, of three segments and at most 8,192 characters; a second carrier is
 *       400, and a token in a query or form is never read,
 *   <li>of an issuer that is named exactly, of the type {@code at+jwt} unless its profile says otherwise, signed by an
 *       algorithm of that issuer with the one key that the token's {@code kid} names,
 *   <li>with {@code iss}, {@code aud}, {@code exp}, {@code iat}, {@code sub}, {@code client_id} and {@code jti}, each of its
 *       type, for one of our audiences, within its time and living no longer than the issuer's tokens may,
 *   <li>not taken back, where somebody knows which are, and sent by who holds the key that it is bound to; a token that is
 *       bound in a way that nobody here can prove is refused.
 * </ol>
 *
 * <p>A token that was verified is remembered by its hash for a minute at most; time, revocation and binding are asked
 * again each time. Every refusal is 401 with one answer for all causes; while keys, revocation or proof cannot be asked it
 * is 503.
 *
 * <p>Caveat: a token that leaks is as good as its owner until it ends, unless it is bound to a key: let issuers make them
 * live ten minutes or less. A key that its issuer withdraws is trusted for five minutes more at most.
 *
 * <p>Allowed: {@code GET /orders} with {@code Authorization: Bearer …} of a trusted issuer and for us. Refused: the same
 * token for another audience, or with {@code alg: none}.
 */
@NullMarked
package io.gapura.filters.bearer;

import org.jspecify.annotations.NullMarked;
