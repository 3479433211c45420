/**
 * The attack kit: fires a set of probes at a running application and finds in its answers what they should not tell, and
 * where the server is laxer than the gate. No test framework is needed.
 *
 * <p>What passes as clean:
 *
 * <ol>
 *   <li>an answer without a trace of the inside: no stack, class, path, statement, version, nor what was sent;
 *   <li>a refusal, or 200 without content, for what must be refused;
 *   <li>an error in a form that was asked for, or as a problem document, with the status of its status line.
 * </ol>
 *
 * <p>Caveat: a probe proves one request. Clean means that these probes found nothing, at this path, with these headers.
 *
 * <p>Passes: {@code Doctor.examine(uri, Options.standard()).has(Severity.LEAK)} is false for an application that answers
 * a failure by a problem document. Fails: the same behind a page that shows its exception.
 */
@NullMarked
package io.gapura.filters.testkit.doctor;

import org.jspecify.annotations.NullMarked;
