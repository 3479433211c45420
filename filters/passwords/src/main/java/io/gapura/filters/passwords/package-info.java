/**
 * Keeps passwords as Argon2id hashes (RFC 9106) under a pepper that the database does not hold, and brings them up to date
 * when their owners log in. No policy: the application's own login calls it.
 *
 * <p>What is let through as a match:
 *
 * <ol>
 *   <li>a password of 1 to 1,024 bytes in UTF-8, unchanged: neither trimmed nor folded nor cut,
 *   <li>whose HMAC by the pepper that the stored text names gives, by Argon2id with the stored cost and salt, the stored
 *       hash; the cost within bounds, so that a row cannot ask for a terabyte of memory,
 *   <li>or, while users of an older application remain, what one of the named {@link OtherHash}es says is a match; such a
 *       match always comes with a new text to store.
 * </ol>
 *
 * <p>Caveat: hashing takes memory and time on purpose. Bound how often a name may be tried before you ask, and answer an
 * unknown name through {@code checkNobody}, or time tells which names exist.
 *
 * <p>Allowed: {@code passwords.check("correct horse", stored)} gives a match, and a new text when the pepper was rotated
 * since. Refused: the same text under a pepper that is not in the set; that is no match, and the log says why.
 */
@NullMarked
package io.gapura.filters.passwords;

import org.jspecify.annotations.NullMarked;
