/**
 * The request firewall and the bounds of a request: what any application may expect before it is asked, without knowing
 * the application. Nothing here looks for attacks; it names ambiguity and counts.
 *
 * <p>{@link io.gapura.filters.limits.Firewall} lets through:
 *
 * <ol>
 *   <li>a registered method of {@code firewall.methods}, which is not replaced by an override header or {@code _method};
 *   <li>a target with one reading, or one whose ambiguity is allowed below that path prefix;
 *   <li>one well-formed Host, of {@code firewall.hosts} when that is set;
 *   <li>header names that are tokens, values without controls, security-relevant fields at most once;
 *   <li>one way of framing the body, and no announced body on GET, HEAD or OPTIONS;
 *   <li>no expectation but {@code 100-continue}.
 * </ol>
 *
 * <p>{@link io.gapura.filters.limits.Limits} lets through what stays within every bound of {@code limits}, in no
 * content coding. A declared length over {@code max-body} is refused unread; otherwise the bytes are counted while the
 * application reads.
 *
 * <p>Caveat: what the container has repaired before us (a folded header, a Content-Length dropped beside
 * Transfer-Encoding) cannot be seen. Headers that a proxy adds are no business of this package: those of strangers are
 * gone before it looks ({@link io.gapura.filters.TrustedProxies}).
 *
 * <p>Allowed: {@code GET /orders/7}. Refused: {@code GET /orders/..;/admin} and {@code GET /orders//7} with 400 and the
 * name of the ambiguity, {@code TRACE /} with 405.
 */
@NullMarked
package io.gapura.filters.limits;

import org.jspecify.annotations.NullMarked;
