/**
 * One memory of nonces for all nodes of an application, in a data grid that speaks JCache: {@code signing.replay =
 * jcache}.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a message whose nonce no node has seen since the nonce's message could still be accepted: {@code putIfAbsent} is
 *       atomic over the grid, and the first one wins;
 *   <li>nothing while the grid does not answer: 503.
 * </ol>
 *
 * <p>Caveat: JCache shows neither eviction nor replication. Eviction must be off in the grid's own configuration, and
 * backups must be synchronous; a grid that stays available on both sides of a split network may accept a message once on
 * each, so it must stop on the smaller side. The page on clusters says how, with settings that were run.
 *
 * <p>Allowed: a signed POST with a fresh nonce. Refused: the same bytes again, at this node or another, with 401 {@code
 * signature-refused}; any signed POST while the grid is down, with 503 {@code store-unavailable}.
 */
@NullMarked
package io.gapura.filters.jcache;

import org.jspecify.annotations.NullMarked;
