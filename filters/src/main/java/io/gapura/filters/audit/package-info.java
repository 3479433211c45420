/**
 * The record of what the gate decided: one line per decision or completion, that cannot be forged by what a request
 * holds, and that shows when somebody edits it.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>an event whose line was stored whole, in sequence, tied to the line before;
 *   <li>with values of a closed list only: of headers the user agent and those that are listed, of a query the parameters that
 *       are listed, never a body; without what looks like a secret, and with persons sealed where the settings say so;
 *   <li>neutralised: a control, bidi or zero-width character is written as {@code <U+202E>}.
 * </ol>
 *
 * <p>Everything else is refused: an event that cannot be stored makes the request 503.
 *
 * <p>Caveat: the chain shows what was edited, deleted, swapped or inserted inside the log. A tail that is cut off, and a
 * log rewritten as a whole by who owns the host, show only against a copy kept elsewhere.
 *
 * <p>Allowed: {@code GET /orders/7} by a known caller leaves {@code gapura_access} with code 200. Refused: the same
 * request while the disk is full, with 503 {@code audit-unavailable}, before the application runs.
 */
@NullMarked
package io.gapura.filters.audit;

import org.jspecify.annotations.NullMarked;
