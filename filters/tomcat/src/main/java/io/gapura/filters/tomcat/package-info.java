/**
 * Problem documents for what Tomcat answers itself.
 *
 * <p>What is let through, of errors whose content nobody has written:
 *
 * <ol>
 *   <li>the status, with a document of the catalogue: for a request that the connector cannot read, for a path without a
 *       context, for a failure in a filter that stands before the gate;
 *   <li>an error page of the application, when its {@code web.xml} names one for it.
 * </ol>
 *
 * <p>Caveat: put the jar into the server's {@code lib}, not into an application: the valve belongs to the host. Without it
 * Tomcat's page names message, stack and version for a malformed request, before any filter runs; the least that helps
 * then is {@code ErrorReportValve showReport="false" showServerInfo="false"}. A {@code server} attribute of the connector
 * is written after the valve.
 *
 * <p>Allowed: {@code GET /%zz} answered by {@code 400 request-malformed}. Refused: the page of Tomcat that shows which
 * character was wrong, and where in Tomcat that was found.
 */
@NullMarked
package io.gapura.filters.tomcat;

import org.jspecify.annotations.NullMarked;
