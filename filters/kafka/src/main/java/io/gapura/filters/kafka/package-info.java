/**
 * Lines of the audit log in a topic of Kafka ({@code audit.ship.<name>.type = kafka}).
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a line of the log as the value of a record, with the name of the log as its key: the lines of one log stay in one
 *       partition, in their order;
 *   <li>acknowledged by all replicas that are in sync ({@code acks = all}), by an idempotent producer;
 *   <li>at least once: who reads knows a line again by its key and the header {@code sequence};
 *   <li>a checkpoint ({@code audit.anchor.<name>.ship}), as the line that {@code gapura audit verify --anchor} reads.
 * </ol>
 *
 * <p>Caveat: how many replicas must be in sync is set at the topic ({@code min.insync.replicas}), and how long it keeps
 * records ({@code retention.ms}); with the defaults of Kafka a line has one copy and is gone after a week.
 *
 * <p>Allowed: {@code audit.ship.stream.address = kafka-1:9093,kafka-2:9093}, {@code audit.ship.stream.into = audit}, TLS
 * and credentials in the file that {@code audit.ship.stream.properties} leads to. Refused: that file with
 * {@code acks=1}: the application does not start.
 */
@NullMarked
package io.gapura.filters.kafka;

import org.jspecify.annotations.NullMarked;
