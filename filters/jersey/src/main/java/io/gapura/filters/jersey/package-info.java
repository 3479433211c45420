/**
 * What only Jersey can do: rule on a sub-resource locator before it runs, rule on the matched method before its
 * parameters are converted, and name the parameter that could not be converted.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a locator that no rule covers (the method behind it is ruled on all the same), or that every policy admits;
 *   <li>a matched method, HEAD, generated OPTIONS and run-time sub-resources included, that every policy admits.
 * </ol>
 *
 * <p>Caveat: it adds to {@link io.gapura.filters.jaxrs.GapuraFeature} and is nothing without it. Where nobody rules on
 * locators early, that feature refuses what came through a locator under a rule: 500 {@code gate-misconfigured}.
 *
 * <p>Allowed: {@code @Path("{id}") @RolesAllowed("clerk") Order order(...)} for a clerk. Refused: the same for anybody
 * else, before the locator has looked anything up.
 */
@NullMarked
package io.gapura.filters.jersey;

import org.jspecify.annotations.NullMarked;
