package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;

/** PNG, GIF and BMP, which are read from front to back. */
final class Rasters {
    static final String PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final long IHDR = 0x49484452;
    private static final long IDAT = 0x49444154;
    private static final long IEND = 0x49454E44;
    private static final long ACTL = 0x6163544C;

    private Rasters() {}

    /** PNG 3rd edition §5: chunks of length, type, data and checksum from IHDR to IEND; acTL says how many frames. */
    static Format.Facts png(Window content) throws IOException {
        require(content.u32be(8) == 13 && content.u32be(12) == IHDR, "first chunk");
        long frames = 1;
        boolean data = false;
        long at = 8;
        while (true) {
            long length = content.u32be(at);
            long type = content.u32be(at + 4);
            long next = at + 12 + length;
            require(isName(type) && next <= content.length(), "chunk");
            require(at == 8 || type != IHDR, "second header");
            data |= type == IDAT;
            if (type == ACTL) {
                require(!data && length == 8, "animation");
                frames = Math.max(frames, content.u32be(at + 8));
            }
            if (type == IEND) {
                require(data && length == 0, "last chunk");
                return new Format.Facts(next, ImageHeader.of(content.u32be(16), content.u32be(20), frames));
            }
            at = next;
        }
    }

    private static boolean isName(long type) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            int letter = (int) (type >> shift) & 0xDF;
            if (letter < 'A' || letter > 'Z') {
                return false;
            }
        }
        return true;
    }

    /** GIF89a §§17 to 27: blocks up to the trailer; a frame may be larger than the screen that is declared. */
    static Format.Facts gif(Window content) throws IOException {
        long width = content.u16le(6);
        long height = content.u16le(8);
        long at = 13L + colours(content.u8(10));
        long frames = 0;
        while (content.u8(at) != 0x3B) {
            if (content.u8(at) == 0x21) {
                at = pastBlocks(content, at + 2);
            } else {
                require(content.u8(at) == 0x2C, "block");
                width = Math.max(width, (long) content.u16le(at + 1) + content.u16le(at + 5));
                height = Math.max(height, (long) content.u16le(at + 3) + content.u16le(at + 7));
                at = pastBlocks(content, at + 11 + colours(content.u8(at + 9)));
                frames++;
            }
        }
        return new Format.Facts(at + 1, ImageHeader.of(width, height, frames));
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static long pastBlocks(Window content, long from) throws IOException {
        long at = from;
        int size = content.u8(at);
        while (size != 0) {
            at += size + 1L;
            size = content.u8(at);
        }
        return at + 1;
    }

    /** The headers of OS/2 1 and Windows 3 to 5; embedded JPEG and PNG are refused. */
    static Format.Facts bmp(Window content) throws IOException {
        long length = content.u32le(2);
        long header = content.u32le(14);
        boolean old = header == 12;
        require(old || header >= 40 && header <= 124, "header");
        long width = old ? content.u16le(18) : (int) content.u32le(18);
        long height = old ? content.u16le(20) : Math.abs((long) (int) content.u32le(22));
        int planes = content.u16le(old ? 22 : 26);
        int bits = content.u16le(old ? 24 : 28);
        require(planes == 1 && bits >= 1 && bits <= 32, "depth");
        ImageHeader image = ImageHeader.of(width, height, 1);
        long end = pixelsEnd(content, old ? 0 : content.u32le(30), bits, image);
        if (header == 124 && content.u32le(14 + 116) > 0) {
            end = Math.max(end, 14 + content.u32le(14 + 112) + content.u32le(14 + 116));
        }
        require(length == end || length == content.pastFiller(end), "length");
        return new Format.Facts(length, image);
    }

    private static long pixelsEnd(Window content, long compression, int bits, ImageHeader image) throws IOException {
        long begin = content.u32le(10);
        if (compression == 1 || compression == 2) {
            return begin + content.u32le(34);
        }
        require(compression == 0 || compression == 3, "compression");
        long row = ((long) image.width() * bits + 31) / 32 * 4;
        require(row <= content.length() / image.height(), "cut");
        return begin + row * image.height();
    }
}
