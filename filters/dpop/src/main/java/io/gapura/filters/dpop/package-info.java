/**
 * DPoP for the policy {@code bearer} (RFC 9449): an access token that is bound to a key counts only with a proof of that
 * key, made for the very request. Without this artifact a token with {@code cnf.jkt} is refused.
 *
 * <p>What is let through, of tokens with {@code cnf.jkt} under the scheme {@code DPoP}:
 *
 * <ol>
 *   <li>one line {@code DPoP} of at most 4,096 characters: a JWT of the type {@code dpop+jwt}, without critical parameters,
 *       with a public key in it that fits its algorithm: {@code ES256}, {@code Ed25519} or {@code EdDSA}, {@code PS256},
 *       {@code RS256}, {@code ES384}; RSA of 2,048 to 4,096 bits;
 *   <li>whose thumbprint is the token's {@code cnf.jkt}, and whose signature is by that key;
 *   <li>with {@code htm} the method and {@code htu} the URL as the client knows it: scheme and host as a trusted proxy says
 *       them, the whole path, query and fragment left out;
 *   <li>with {@code ath} the hash of the token, {@code iat} at most {@code bearer.proof-max-age} ago, and, where {@code
 *       bearer.proof-nonce} is set, a nonce of this server;
 *   <li>whose {@code jti} was not used before: claimed last of all, in the store that {@code bearer.proof-replay} names.
 * </ol>
 *
 * <p>Everything else is 401 {@code token-refused} with {@code WWW-Authenticate: DPoP algs="…",
 * error="invalid_dpop_proof"}, or {@code error="use_dpop_nonce"} and {@code DPoP-Nonce}. A store that cannot answer is 503.
 *
 * <p>Caveat: behind several nodes the store must be shared, or each node takes a proof once; behind a proxy {@code
 * proxies.trusted} must name it, or no {@code htu} ever fits. A local store takes no proof from before its start.
 *
 * <p>Allowed: {@code Authorization: DPoP TOKEN} with a fresh proof. Refused: the same proof again, and {@code
 * Authorization: Bearer TOKEN}.
 */
@NullMarked
package io.gapura.filters.dpop;

import org.jspecify.annotations.NullMarked;
