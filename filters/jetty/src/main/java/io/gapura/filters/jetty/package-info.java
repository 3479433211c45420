/**
 * Problem documents for what Jetty 12 answers itself, on ee10 and ee11 alike: the adapter needs the core server alone.
 *
 * <p>What is let through, of errors whose content nobody has written:
 *
 * <ol>
 *   <li>the status, or that of the {@code HttpException} that was thrown, with a document of the catalogue: for every
 *       method, whatever {@code Accept} says;
 *   <li>an error page of a context that kept Jetty's own {@code ErrorPageErrorHandler}, which alone dispatches to it.
 * </ol>
 *
 * <p>Caveat: set {@code HttpConfiguration.setSendServerVersion(false)} and {@code setSendXPoweredBy(false)} beside it: the
 * connector writes those headers after every handler. {@code install} reaches the contexts that are there when it is
 * called.
 *
 * <p>Allowed: {@code GET /nowhere} answered by {@code 404 not-found}. Refused: the list of contexts, and the message and
 * class of an exception, in HTML or JSON.
 */
@NullMarked
package io.gapura.filters.jetty;

import org.jspecify.annotations.NullMarked;
