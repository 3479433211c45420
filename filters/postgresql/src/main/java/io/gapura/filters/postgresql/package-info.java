/**
 * Lines of the audit log in a table of PostgreSQL ({@code audit.ship.<name>.type = postgresql}), where they can be asked
 * for by caller, correlation and time. Each row keeps the exact line and its place in the tree: any of them can be proven
 * against a checkpoint of the log.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a line of the log, into the partition of its month;
 *   <li>once: a line that is there stays as it is ({@code ON CONFLICT DO NOTHING});
 *   <li>in transactions: a shipment is there whole, or not.
 * </ol>
 *
 * <p>Caveat: who owns the table can change it. A row counts as evidence when its line is proven against a checkpoint,
 * and a count when the sequences have no gap. Give the shipper's role {@code INSERT} and {@code SELECT} alone and make
 * the partitions beforehand, where that is a worry.
 *
 * <p>Allowed: {@code audit.ship.db.address = jdbc:postgresql://db.example.com/audit?sslmode=verify-full} with the password
 * where {@code audit.ship.db.secret} leads to. Refused: {@code jdbc:postgresql://db/audit?password=…}: no secret stands in
 * a setting.
 */
@NullMarked
package io.gapura.filters.postgresql;

import org.jspecify.annotations.NullMarked;
