/**
 * Documents that somebody else publishes by URL, such as the keys of an issuer: fetched within bounds, kept for a while,
 * renewed ahead of time, and bridged when their publisher is away.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>an answer with status 200, without redirect, within its time and size,
 *   <li>that its reader takes: a document that is not good leaves the last good one in use,
 *   <li>for four hours at most when nothing good comes any more.
 * </ol>
 *
 * <p>Caveat: the address is the operator's, never a requester's; whoever can answer for it decides what is trusted here.
 *
 * <p>Allowed: {@code https://idp.example/keys}, answered with 200 in a second. Refused: the same, moved by 302.
 */
@NullMarked
package io.gapura.filters.remote;

import org.jspecify.annotations.NullMarked;
