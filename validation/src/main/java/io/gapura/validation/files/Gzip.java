package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.zip.CRC32;

/** RFC 1952: one member, inflated and counted to find where it ends; checksum and length must be what came out. */
final class Gzip {
    private Gzip() {}

    static Format.Facts read(Window content) throws IOException {
        require(content.u8(2) == 8 && content.u8(3) < 0x20, "header");
        long begin = pastHeader(content);
        CRC32 checksum = new CRC32();
        CountedInflater inflater =
                new CountedInflater(content, begin, content.length() - begin, ArchiveLimits.defaults());
        try (inflater) {
            byte[] piece = new byte[8_192];
            for (int n = inflater.read(piece); n >= 0; n = inflater.read(piece)) {
                checksum.update(piece, 0, n);
            }
        }
        long end = begin + inflater.consumed();
        require(content.u32le(end) == checksum.getValue(), "checksum");
        require(content.u32le(end + 4) == (inflater.produced() & 0xFFFF_FFFFL), "length");
        return Format.Facts.until(end + 8);
    }

    private static long pastHeader(Window content) throws IOException {
        int flags = content.u8(3);
        long at = 10;
        if ((flags & 4) != 0) {
            at += 2 + content.u16le(at);
        }
        for (int bit : new int[] {8, 16}) {
            if ((flags & bit) != 0) {
                at = content.indexOf(0, at) + 1;
                require(at > 0, "cut");
            }
        }
        return at + ((flags & 2) == 0 ? 0 : 2);
    }
}
