/**
 * Lending of what is dear to make, to whoever asks on whatever thread.
 *
 * <p>What is let through: one thing for one borrower at a time, and back only what is as it was when it was made.
 *
 * <p>Caveat: what is lent may hold what its last borrower left in it, who therefore cleans it first.
 *
 * <p>Allowed: to give a digest back after its result was taken. Refused: nothing; what was not given back is made again.
 */
@NullMarked
package io.gapura.filters.lent;

import org.jspecify.annotations.NullMarked;
