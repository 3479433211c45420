/**
 * What a server says when it refuses a request before any filter runs: the documents of the catalogue, without the
 * engine. Compiled into each container adapter, which stands alone in the server's own class path.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a status of 400 or more, with the code and the title that the catalogue has for it, in English JSON;
 *   <li>an id of version 4, the same in the document, in {@code X-Request-Id} and in the log; those of the gate are of
 *       version 7.
 * </ol>
 *
 * <p>Caveat: there is no audit event and no language here; the header fields are those of every error answer, without what
 * {@code headers} adds.
 *
 * <p>Allowed: {@code 400 request-malformed} for a target that a connector cannot read. Refused: the message, the exception
 * and the version that the server would have shown.
 */
@NullMarked
package io.gapura.filters.connector;

import org.jspecify.annotations.NullMarked;
