/**
 * A transparency log's arithmetic and file formats: the Merkle tree of RFC 6962, tiles, signed notes, checkpoints and
 * proofs as C2SP writes them, so that verifiers that are not ours read what we write. The JDK alone (and references,
 * where a key is loaded); nothing here writes a log, so who verifies needs no trust in who wrote.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a note that a known key has signed, and no known key has signed wrongly ({@link SignedNote});
 *   <li>whose text is a checkpoint: origin, size without leading zeroes, root, and no further line ({@link Checkpoint});
 *   <li>a line whose inclusion proof leads to that root, with exactly as many hashes as its place needs ({@link LogProof});
 *   <li>a later checkpoint whose consistency proof leads to both roots ({@link ConsistencyProof}).
 * </ol>
 *
 * <p>Everything else is a {@link NotProvenException}. Nothing answers with a boolean that could be forgotten.
 *
 * <p>Caveat: a checkpoint proves what the log held when it was signed, to whoever has it. Who keeps no checkpoint
 * outside the host cannot tell a log that was cut off from one that never was longer.
 *
 * <p>Allowed: the line of event 70 000 with 17 hashes under a checkpoint of 100 000. Refused: the same with an 18th hash,
 * with base64 that has another spelling, or under a note that only unknown keys have signed.
 */
@NullMarked
package io.gapura.filters.audit.tlog;

import org.jspecify.annotations.NullMarked;
