package io.gapura.validation.files;

/**
 * What an archive says of one of its entries, checked as far as headers go.
 *
 * @param name relative, with {@code /} between its segments; a name, not a path to write to
 * @param isDirectory whether it is an empty entry that stands for a directory
 * @param packed how many bytes it takes in the archive
 * @param unpacked how many bytes come out, as declared; checked when it is read
 */
public record ArchiveEntry(
        String name, boolean isDirectory, long packed, long unpacked, long checksum, boolean isDeflated, long begin) {}
