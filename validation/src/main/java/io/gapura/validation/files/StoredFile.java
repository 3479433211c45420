package io.gapura.validation.files;

import java.time.Instant;

/**
 * A file that was received, checked and kept, as the application knows it: by an id that says nothing and leads nowhere.
 *
 * @param id 128 random bits in 32 characters; the only way to read it
 * @param name as the client called it, a checked file name; for people, never for a path
 * @param type what its bytes are
 * @param length in bytes
 * @param sha256 of its bytes, in hex
 * @param owner whose quota it counts for
 * @param storedAt to the millisecond
 */
public record StoredFile(
        String id, String name, FileType type, long length, String sha256, String owner, Instant storedAt) {}
