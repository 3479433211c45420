/**
 * What a client is told of a refusal: a small RFC 9457 document made from the catalogue alone.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a code that the {@link io.gapura.filters.errors.ErrorCatalog} knows, with the title and status written there;
 *   <li>places of violations: declared names and pointers into the client's own JSON, with their codes;
 *   <li>the incident id, which finds the audit event.
 * </ol>
 *
 * <p>Everything else becomes {@code internal-error} with 500. Exception text, reasons and notes cannot come here: a
 * {@link io.gapura.filters.Problem} has no place for them.
 *
 * <p>Caveat: what the container refuses before any filter is answered by the container itself.
 *
 * <p>Allowed: {@code 403 forbidden} with its title. Refused: a code that nobody registered, answered 500 {@code
 * internal-error}.
 */
@NullMarked
package io.gapura.filters.errors;

import org.jspecify.annotations.NullMarked;
