/**
 * Problem documents for what Tomcat answers itself.
 *
 * <p>Put the jar into the server's {@code lib}, not into an application: the valve belongs to the host. Without it
 * Tomcat's page names message, stack and version for a malformed request, before any filter runs; the least that helps
 * then is {@code ErrorReportValve showReport="false" showServerInfo="false"}.
 */
@NullMarked
package io.gapura.filters.tomcat;

import org.jspecify.annotations.NullMarked;
