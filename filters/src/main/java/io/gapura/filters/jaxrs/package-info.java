/**
 * The Jakarta REST adapter: one {@link io.gapura.filters.jaxrs.GapuraFeature}, registered in
 * {@code Application.getClasses()} or as an object. It works alone, also without any Servlet API, and together with the
 * Servlet filter, whose exchange it then joins.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a request whose exchange was found, or begun here, and not refused on arrival;
 *   <li>to the class and method that the runtime matched, after the endpoint stage of every pipeline;
 *   <li>with content that was read to its end without a refusal, and an entity that passed its checks;
 *   <li>and of its answers: a status below 400 as it is, while no due stage was skipped. An answer of 400 or more keeps
 *       its status, and its content is replaced by ours, unless the endpoint is {@code @OwnErrorBody}.
 * </ol>
 *
 * <p>Caveat: an application with an explicit list of classes that leaves the feature out has no gate. Together with the
 * filter ({@code endpoints = jaxrs}) that is a refusal; alone nobody is there to notice.
 *
 * <p>Allowed: {@code GET /orders/7} that matches {@code Orders.get}, for which every policy proceeds; a generated {@code
 * OPTIONS} for a caller that may call something there, with those methods alone. Refused: the same for whoever may call
 * nothing there, as any call of its would be.
 */
@NullMarked
package io.gapura.filters.jaxrs;

import org.jspecify.annotations.NullMarked;
