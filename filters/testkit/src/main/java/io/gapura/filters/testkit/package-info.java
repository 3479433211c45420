/**
 * One table of scenarios, run by every driver: a bare pipeline, the adapters on fakes, real servers.
 *
 * <p>What passes:
 *
 * <ol>
 *   <li>an answer whose {@link io.gapura.filters.testkit.Fate} and status are those of the scenario;
 *   <li>or the fate that the scenario declares for this server, as long as it is still seen;
 *   <li>without a stack trace, a class name or a server's banner in a refusal;
 *   <li>and with the audit event that the scenario names.
 * </ol>
 *
 * <p>Caveat: a scenario proves one request. Bytes are sent as they stand in the file, so a scenario for HTTP/1.1 says
 * nothing about HTTP/2.
 *
 * <p>Passes: {@code expect: 400 OURS} answered by a problem document with status 400. Fails: the same status with a
 * container's error page.
 */
@NullMarked
package io.gapura.filters.testkit;

import org.jspecify.annotations.NullMarked;
