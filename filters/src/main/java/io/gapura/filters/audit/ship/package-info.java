/**
 * Copies of the audit log elsewhere: every line that is on the disk goes, in its order and with its very bytes, to each
 * place that the settings {@code audit.ship.<name>.*} name. A {@link io.gapura.filters.audit.ship.Shipper} knows how to
 * bring lines to a kind of place; a thread of the log's own reads them from the files, repeats what was not
 * acknowledged, and remembers in {@code ship/<name>.offset} how far it came. No request waits for any of it.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a line that the disk has confirmed, whose fingerprint is right and whose sequence is the next one;
 *   <li>after all lines before it were acknowledged by the place;
 *   <li>at least once: who receives knows a line again by the name of its log and its sequence.
 * </ol>
 *
 * <p>Everything else stays where it is: a place that refuses a line gets no later one until it takes it, and the lag
 * shows.
 *
 * <p>Caveat: a copy is as trustworthy as who keeps it. Compare it with a checkpoint of the log.
 *
 * <p>Allowed: {@code audit.ship.siem.type = syslog} with {@code audit.ship.siem.address = siem.example.com:6514}, whose
 * certificate has that name. Refused: the same with {@code type = sylog}, an address without a port, or a
 * {@code secret}, which syslog does not know: the application does not start.
 */
@NullMarked
package io.gapura.filters.audit.ship;

import org.jspecify.annotations.NullMarked;
