/**
 * One memory of nonces for all nodes of an application, in Redis: {@code signing.replay = redis}.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a message whose nonce no node has seen since the nonce's message could still be accepted: the first {@code SET …
 *       NX} wins, whichever node sends it;
 *   <li>nothing while Redis does not answer within 50 ms, is full, or reports fewer replicas than were asked for: 503.
 * </ol>
 *
 * <p>Caveat: a fail-over may lose the last writes, because replicas follow behind; {@code replicas=1} in the address
 * makes each claim wait for one, up to 20 ms, and narrows that window without closing it. An eviction policy other than
 * {@code noeviction} with a {@code maxmemory} is refused at start-up, {@code volatile-*} above all: exactly our keys have
 * a time to live. Do not change it while the application runs.
 *
 * <p>Allowed: a signed POST with a fresh nonce. Refused: the same bytes again, at this node or another, with 401 {@code
 * signature-refused}; any signed POST while Redis is away, with 503 {@code store-unavailable}.
 */
@NullMarked
package io.gapura.filters.redis;

import org.jspecify.annotations.NullMarked;
