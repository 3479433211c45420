/**
 * The request firewall and the bounds of a request: what any application may expect before it is asked, without knowing
 * the application. Nothing here looks for attacks; it names ambiguity and counts.
 *
 * <p>{@link io.gapura.filters.limits.Firewall} lets through:
 *
 * <ol>
 *   <li>a registered method of {@code firewall.methods}, which is not replaced by an override header or {@code _method};
 *       TRACE, TRACK and CONNECT never;
 *   <li>a target with one reading and without a hidden segment such as {@code .git}, or one whose ambiguity {@code
 *       firewall.uri-allow} names for that path prefix;
 *   <li>one well-formed Host, of {@code firewall.hosts} when that is set;
 *   <li>header names that are tokens, values without controls and within {@code firewall.max-header-value} (credentials:
 *       {@code firewall.max-credential-value}), security-relevant fields at most once, UTF-8 in the fields of {@code
 *       firewall.text-headers};
 *   <li>on HTTP/2 and 3 no field that means a connection;
 *   <li>cookies whose quotes are closed, and {@code __Host-}, {@code __Secure-} and {@code firewall.session-cookies} once;
 *   <li>one way of framing the body, and no announced body on GET, HEAD or OPTIONS;
 *   <li>no expectation but {@code 100-continue};
 *   <li>a query without tokens and passwords, but for {@code firewall.secret-parameters};
 *   <li>of the files of the container's default servlet, those of {@code firewall.static-extensions} when that is set.
 * </ol>
 *
 * <p>Whatever is not hard may be shadowed alone, such as {@code firewall.shadow = host.not-served}. What is opted out,
 * shadowed or not restricted is said with the posture at start-up.
 *
 * <p>{@link io.gapura.filters.limits.Limits} lets through:
 *
 * <ol>
 *   <li>a target, header fields, cookies and parameters within every bound of {@code limits};
 *   <li>content of at most {@code max-body}: a declared length over it is refused unread, otherwise the bytes are
 *       counted while the application reads; none on DELETE unless {@code delete-body = allow};
 *   <li>content in no coding, or in one layer of gzip when {@code codings = gzip}: decoded here, counted on the wire and
 *       decoded, and cut off over {@code max-ratio} decoded bytes for each of the wire (the first 64 KiB are free).
 *       Policies, and the digest of a signature, see the wire's bytes; the application sees decoded ones, and neither
 *       Content-Encoding nor Content-Length;
 *   <li>an urlencoded form of at most {@code max-form} and {@code max-form-fields} in UTF-8, whose names do not stand in
 *       the query as well and are not {@code _method}: read before it is parsed, parsed once for everybody;
 *   <li>{@code getParts} never by default, but in shadow, where it is recorded: the container's parser reads the wire past every guard. {@code multipart =
 *       declared} leaves content with a declared length within {@code max-body} to it, unless another policy reads or
 *       watches the content. Who parses the stream itself, as Jakarta REST runtimes do, is not concerned.
 * </ol>
 *
 * <p>Caveat of the firewall: what the container has repaired before us (a folded header, a Content-Length dropped beside
 * Transfer-Encoding) cannot be seen. Headers that a proxy adds are no business of this package: those of strangers are
 * gone before it looks ({@link io.gapura.filters.TrustedProxies}).
 *
 * <p>Caveat of the limits: a form is held in memory before the caller is known, at most {@code max-form} for each request on
 * its way, and a form of a client that sends slowly waits in a thread of the container, whose timeouts end it.
 *
 * <p>Allowed: {@code GET /orders/7}, {@code POST /orders} with the form {@code item=7}. Refused: {@code GET
 * /orders/..;/admin} and {@code GET /orders//7} with 400 and the name of the ambiguity, {@code TRACE /} with 405, {@code
 * GET /.git/config} with 404, {@code POST /orders?item=7} with the form {@code item=8} with 400 and {@code param.source}.
 */
@NullMarked
package io.gapura.filters.limits;

import org.jspecify.annotations.NullMarked;
