/**
 * Lines of the audit log as log records of OpenTelemetry ({@code audit.ship.<name>.type = otlp}): OTLP over HTTP in its
 * JSON encoding.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>every line, unsampled, with its very bytes as the body of a record;
 *   <li>known again by {@code log.record.uid}, which is {@code metadata.uid}, and by {@code gapura.chain} with
 *       {@code gapura.sequence};
 *   <li>when the collector took all records: a partial success is a failure, and the shipment comes again.
 * </ol>
 *
 * <p>Caveat: a collector acknowledges what it has in memory, unless its queue is persistent, and its processors may drop
 * or change records. OpenTelemetry has no convention for audit: it is a place for copies and never the store of record.
 *
 * <p>Allowed: {@code audit.ship.otel.address = https://otel.example.com/v1/logs}. Refused: the same with {@code http}: the
 * application does not start.
 */
@NullMarked
package io.gapura.filters.otlp;

import org.jspecify.annotations.NullMarked;
