/**
 * Problem documents for what Undertow answers itself.
 *
 * <p>What is let through, of errors whose content nobody has written:
 *
 * <ol>
 *   <li>of a deployment, the status with a document of the catalogue, by a default error page that nobody can ask for;
 *   <li>of the server, the status of any answer of 400 or more that would end without content, with the same;
 *   <li>the error pages of an application: those for single statuses always, a default one instead of ours.
 * </ol>
 *
 * <p>Caveat: a request line that Undertow cannot parse is its own 400 without content: there is no hook before it.
 *
 * <p>Allowed: {@code GET /nowhere} answered by {@code 404 not-found}. Refused: the stack trace that Undertow shows to
 * whoever comes from the same host, which behind a proxy is everybody.
 */
@NullMarked
package io.gapura.filters.undertow;

import org.jspecify.annotations.NullMarked;
