/**
 * The engine: one reading of the request, policies as values, two stages, absence denies.
 *
 * <p>An adapter reads a request once into a {@link io.gapura.filters.RequestView}. A {@link io.gapura.filters.Pipeline}
 * folds its {@link io.gapura.filters.Policy policies} over that view, before routing and again when the endpoint is
 * known. An {@link io.gapura.filters.Exchange} walks one request through all pipelines of a
 * {@link io.gapura.filters.Deployment}, renders a refusal and leaves one audit event.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a request that can be read into a view: no hard {@link io.gapura.filters.UriViolation}, but for an encoded slash
 *       that a policy admits below one prefix;
 *   <li>with client, scheme and host as {@link io.gapura.filters.TrustedProxies} read them, by default those of the peer;
 *   <li>when every enforced policy of both stages proceeds;
 *   <li>while the audit sink can write.
 * </ol>
 *
 * <p>Caveat: the engine knows no container. It is only as complete as the adapter's mapping: {@code /*} and every
 * dispatcher type, or the whole Jakarta REST application.
 *
 * <p>Allowed: {@code GET /orders/7} for which every policy proceeds or is in shadow. Refused: {@code GET /orders/..;/admin},
 * whatever the policies are and whatever mode they have.
 *
 * <p>No type in this package names a container, a parser or a cipher.
 */
@NullMarked
package io.gapura.filters;

import org.jspecify.annotations.NullMarked;
