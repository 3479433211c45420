/**
 * Response headers that tell a browser what not to do with an answer. Every answer carries them, refusals included, so
 * this policy stands first in the list.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>every request: this policy only adds to answers.
 * </ol>
 *
 * <p>Caveat: {@code Strict-Transport-Security} is sent over https alone (RFC 6797 §7.2). Behind a proxy that ends TLS,
 * the container must know the scheme the client used, or the proxy must send the header.
 *
 * <p>Allowed: a JSON answer, which no browser will sniff, frame or run. Refused, by the browser: a page of the
 * application that loads a script, until {@code headers.csp} says from where.
 */
@NullMarked
package io.gapura.filters.headers;

import org.jspecify.annotations.NullMarked;
