/**
 * One access policy for all nodes of an application, in a table of a database: {@code rbac.source = jdbc}. The table
 * keeps every version; nothing is updated or deleted:
 *
 * <pre>{@code
 * create table gapura_policy (
 *   name     varchar(64)   not null,
 *   version  bigint        not null,
 *   document text          not null,
 *   digest   char(64)      not null,
 *   reason   varchar(1000) not null,
 *   changed  timestamp with time zone not null default current_timestamp,
 *   primary key (name, version)
 * );
 * grant select on gapura_policy to application;      -- writing it is another account's right: insert
 * }</pre>
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>the row with the highest version of the policy's name, if its digest is the SHA-256 of its text;
 *   <li>a new version, if the writer has seen the highest one: of two writers at once, the primary key admits one.
 * </ol>
 *
 * <p>Caveat: whoever may insert into the table decides on access. Give that right to another account than the
 * application's, and have {@code rbac.reload-may-open = false} where an opened endpoint is to wait for a restart.
 *
 * <p>Allowed: {@code select} of a version that somebody has inserted with its digest. Refused: a text that was changed in
 * place, because its digest does not fit; the application keeps the last good policy.
 */
@NullMarked
package io.gapura.rbac.jdbc;

import org.jspecify.annotations.NullMarked;
