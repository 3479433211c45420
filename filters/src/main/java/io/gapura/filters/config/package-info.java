/**
 * Settings, defined once: the record inside each policy. {@code web.xml} init-params, a properties file, REST properties
 * and fluent calls bind to it and make equal objects.
 *
 * <p>What starts:
 *
 * <ol>
 *   <li>a list {@code policies} in which every name is known and none stands twice;
 *   <li>with settings that all belong to a listed policy, each known, each once, each readable;
 *   <li>whose key material is referenced, {@code file:PATH} or {@code env:NAME}, never written.
 * </ol>
 *
 * <p>Everything else is a {@link io.gapura.filters.ConfigurationException} that names place, key, problem and choices.
 *
 * <p>Caveat: a reference into the application ({@code /WEB-INF/…}) needs an adapter that can open it; a feature without
 * Servlets has the class path alone.
 *
 * <p>Allowed: {@code limits.max-body = 1MiB}. Refused: {@code limits.max-bdy = 1MiB}, which is not a setting.
 */
@NullMarked
package io.gapura.filters.config;

import org.jspecify.annotations.NullMarked;
