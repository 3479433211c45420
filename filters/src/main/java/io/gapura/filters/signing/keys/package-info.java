/**
 * Reads JWK Sets (RFC 7517), and is the only place of request signing that names Nimbus. What comes out are plain
 * secrets and keys of the JDK for {@code SigningKey}; no JWK is kept, because its text form prints the secret.
 *
 * <p>What is let through, whole or not at all:
 *
 * <ol>
 *   <li>a document without a member that stands twice, with base64url that has neither padding nor foreign characters,
 *   <li>of {@code oct}, {@code OKP} (Ed25519), {@code EC} (P-256, P-384) and {@code RSA} keys alone, each with an id of its
 *       own and for signatures: {@code use}, {@code key_ops} and {@code alg} say nothing else, and RSA has an {@code alg},
 *   <li>each with a caller in the member {@code gapura}, and no caller without a key; from a URL public keys alone, of the one
 *       caller that the configuration names.
 * </ol>
 *
 * <p>Caveat: RFC 7517 lets a reader skip keys that it does not know. This one refuses the set, so that nobody believes a key
 * to be in use that is not; a partner who publishes other keys beside them must publish those elsewhere.
 *
 * <p>Allowed: what {@code gapura keygen} writes. Refused: the same file with one more key of an unknown type.
 */
@NullMarked
package io.gapura.filters.signing.keys;

import org.jspecify.annotations.NullMarked;
