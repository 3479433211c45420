package io.gapura.validation.files;

import io.gapura.filters.config.DataSize;

/**
 * How much one owner may keep, files that are still coming in among them.
 *
 * @param files at most
 * @param bytes of all of them together
 */
public record FileQuota(int files, DataSize bytes) {
    public FileQuota {
        if (files < 1 || bytes.toBytes() < 1) {
            throw new IllegalArgumentException("a quota is at least one file of one byte");
        }
    }
}
