/**
 * Problem documents for what Jetty 12 answers itself, on ee10 and ee11 alike: the adapter needs the core server alone.
 *
 * <p>Set {@code HttpConfiguration.setSendServerVersion(false)} and {@code setSendXPoweredBy(false)} beside it: the
 * connector writes those headers after every handler.
 */
@NullMarked
package io.gapura.filters.jetty;

import org.jspecify.annotations.NullMarked;
