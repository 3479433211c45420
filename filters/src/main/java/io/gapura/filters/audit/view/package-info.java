/**
 * A page that shows an audit log to people: timeline, filters, what each record is worth, refusals over time. It needs the
 * JDK and what reads JSON here, knows no server, and is mounted by whoever has one: {@code gapura audit serve} on this
 * machine, or an application at an endpoint of its own.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>{@code GET} of the page and its files, a list that is closed ({@link io.gapura.filters.audit.view.ViewAnswer});
 *   <li>{@code GET} of {@code api/…} with parameters that are known, given once and within their bounds;
 *   <li>from the log what one answer may hold: at most 200 events, after at most 20,000 lines read.
 * </ol>
 *
 * <p>Everything else is a refusal, and nothing here writes. Values of the log are data for a script that shows them as
 * text: the page's own policy forbids everything inline, evaluated or fetched from elsewhere, and Trusted Types forbid to
 * make markup of a text.
 *
 * <p>Caveat: it does not know who asks. Who mounts it says who may see the log; whoever may, sees all of it.
 *
 * <p>Allowed: {@code api/events?code=authz_fail&limit=50}. Refused: {@code api/events?limit=50&limit=51},
 * {@code ../lock}, any {@code POST}.
 */
@NullMarked
package io.gapura.filters.audit.view;

import org.jspecify.annotations.NullMarked;
