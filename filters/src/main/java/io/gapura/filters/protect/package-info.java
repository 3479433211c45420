/**
 * Seals single values that an application stores, such as recovery codes or account numbers: JWE (RFC 7516) in its compact
 * form by {@code A256KW} and {@code A256GCM}, with keys of a JWK Set that are rotated without a stop. No policy: the
 * application calls it.
 *
 * <p>What is let through, when a value is opened:
 *
 * <ol>
 *   <li>five parts of canonical base64url, of which the header names {@code A256KW}, {@code A256GCM}, a key of the set and
 *       the place of the value ({@code ctx}, critical), and nothing besides: no {@code zip}, no password, no key of its own,
 *   <li>at the place where it was sealed: the same table, column and row, which are bound into the authenticated header,
 *   <li>unaltered: what does not authenticate is never looked at.
 * </ol>
 *
 * <p>Caveat: a sealed value still tells how long it is, who may write the column can put back an older value of the same
 * row, and a database cannot search in it. Keep a keyed hash beside it where it must be found.
 *
 * <p>Allowed: {@code cipher.open(cipher.seal("4921-1180", place), place)}. Refused: the same text at {@code
 * FieldContext.of("people", "recovery", "another row")}, by an {@link io.gapura.filters.protect.UnsealableException} whose
 * reason is {@code OTHER_CONTEXT}.
 */
@NullMarked
package io.gapura.filters.protect;

import org.jspecify.annotations.NullMarked;
