/**
 * Response headers that tell a browser what not to do with an answer, the nonce for a page's own scripts, and the
 * endpoint where browsers report what was blocked. Every answer carries the headers, refusals included, so {@code
 * headers} stands first in the list and {@code csp-reports} before whatever asks for a credential.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>every request, by {@code headers}: it only adds to answers, and keeps banners of the application from leaving;
 *   <li>every request to another path than its own, by {@code csp-reports};
 *   <li>on its own path, a POST of {@code application/csp-report} or {@code application/reports+json} within its bounds:
 *       it is answered 204 here, and reaches no application.
 * </ol>
 *
 * <p>Caveats: {@code Strict-Transport-Security} is sent over https alone (RFC 6797 §7.2): behind a proxy that ends TLS,
 * {@code proxies.trusted} must name the proxy, which then says the scheme, or the proxy must send the header itself. A page
 * with a nonce must not be stored where others read it, nor be confirmed by 304, which would bring a new header to old text:
 * leave its Cache-Control alone. A banner that the connector writes itself is beyond a filter: it is told of in the log where
 * it can be seen (Jetty's {@code Server}), and is the connector's setting where it cannot (Tomcat's {@code server}).
 *
 * <p>In shadow {@code headers} leaves answers as the application makes them, and sends the Content Security Policy for
 * browsers to report on alone.
 *
 * <p>Allowed: a JSON answer, which no browser will sniff, frame or run; {@code POST /csp-reports} with a report. Refused,
 * by the browser: a page of the application that loads a script, until {@code headers.csp} says from where; by the gate:
 * {@code GET /csp-reports} with 405.
 */
@NullMarked
package io.gapura.filters.headers;

import org.jspecify.annotations.NullMarked;
