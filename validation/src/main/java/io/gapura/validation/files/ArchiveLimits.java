package io.gapura.validation.files;

import io.gapura.filters.config.DataSize;

/**
 * What an archive may become. The first 64 KiB of an entry are free of the ratio, because a short text of blanks is no
 * bomb.
 *
 * @param maxEntries files and directories
 * @param maxUnpacked of all entries together
 * @param maxRatio bytes that one packed byte may become
 */
public record ArchiveLimits(int maxEntries, DataSize maxUnpacked, int maxRatio) {
    static final long FREE = 64 * 1024;
    private static final ArchiveLimits DEFAULTS = new ArchiveLimits(200, DataSize.of("20MiB"), 100);

    public ArchiveLimits {
        if (maxEntries < 1 || maxUnpacked.toBytes() < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("the limits of an archive must be at least 1");
        }
    }

    /** 200 entries, 20 MiB unpacked, a ratio of 100. */
    public static ArchiveLimits defaults() {
        return DEFAULTS;
    }

    /** The same for what is left once so many bytes were unpacked. */
    ArchiveLimits without(long unpacked) {
        return new ArchiveLimits(maxEntries, DataSize.bytes(Math.max(1, maxUnpacked.toBytes() - unpacked)), maxRatio);
    }
}
