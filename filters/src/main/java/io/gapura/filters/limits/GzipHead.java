package io.gapura.filters.limits;

import java.io.IOException;
import java.util.zip.CRC32;

/** The header of a gzip member, RFC 1952 §2.3: checked and passed over, nothing of it is kept. */
final class GzipHead {
    private static final int DEFLATE = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    /** Longer than any file name; a header is no place for a body. */
    private static final int LONGEST_TEXT = 1_024;

    private final GzipWire wire;
    private final CRC32 sum = new CRC32();

    private GzipHead(GzipWire wire) {
        this.wire = wire;
    }

    /** Leaves the wire at the first byte of the compressed content. */
    static void read(GzipWire wire) throws IOException {
        new GzipHead(wire).read();
    }

    private void read() throws IOException {
        if (next() != 0x1F || next() != 0x8B || next() != DEFLATE) {
            throw Coding.corrupt();
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw Coding.corrupt();
        }
        skip(6); // time, extra flags, operating system
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        long expected = sum.getValue() & 0xFFFF;
        if ((flags & HEADER_SUM) != 0 && wire.little(2) != expected) {
            throw Coding.corrupt();
        }
    }

    private int next() throws IOException {
        int octet = wire.next();
        sum.update(octet);
        return octet;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        for (int i = 0; i < LONGEST_TEXT; i++) {
            if (next() == 0) {
                return;
            }
        }
        throw Coding.corrupt();
    }
}
