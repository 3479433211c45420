package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JPEG and WebP. */
final class Photos {
    private static final int MOST_IMAGES = 16;

    /** Of all images of one file, and bytes of filling between them: what each costs is not bounded by what it holds. */
    private static final int MOST_SEGMENTS = 10_000;

    private Photos() {}

    /**
     * ITU-T T.81 annex B: segments and scans up to the end marker. Phones put further whole images behind the first and
     * say so in it (CIPA DC-007, multi-picture format).
     */
    static Format.Facts jpeg(Window content) throws IOException {
        Steps steps = new Steps();
        Jpeg first = Jpeg.at(content, 0, steps);
        ImageHeader images = first.image();
        long end = first.end();
        for (int i = 1; first.several() && end < content.length(); i++) {
            require(i < MOST_IMAGES && content.matches(end, "\u00FF\u00D8"), "further images");
            Jpeg next = Jpeg.at(content, end, steps);
            images = images.and(next.image());
            end = next.end();
        }
        return new Format.Facts(end, images);
    }

    /** How much was walked. */
    private static final class Steps {
        private int taken;

        private void next() throws BrokenFormatException {
            require(++taken <= MOST_SEGMENTS, "segments");
        }
    }

    private record Jpeg(ImageHeader image, boolean several, long end) {
        static Jpeg at(Window content, long begin, Steps steps) throws IOException {
            @Nullable ImageHeader image = null;
            boolean several = false;
            long at = begin + 2;
            while (true) {
                steps.next();
                require(content.u8(at) == 0xFF, "marker");
                int marker = content.u8(at + 1);
                if (marker == 0xFF) {
                    at++;
                    continue;
                }
                if (marker == 0xD9) {
                    require(image != null, "no frame");
                    return new Jpeg(Objects.requireNonNull(image), several, at + 2);
                }
                require(marker >= 0xC0 && (marker < 0xD0 || marker > 0xD8), "marker");
                long next = at + 2 + content.u16be(at + 2);
                require(content.u16be(at + 2) >= 2 && next <= content.length(), "segment");
                if (isFrame(marker)) {
                    require(image == null, "second frame");
                    image = ImageHeader.of(content.u16be(at + 7), content.u16be(at + 5), 1);
                }
                several |= marker == 0xE2 && content.matches(at + 4, "MPF\0");
                at = marker == 0xDA ? pastScan(content, next) : next;
            }
        }

        private static boolean isFrame(int marker) {
            return marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        private static long pastScan(Window content, long from) throws IOException {
            long marker = content.jpegMarker(from);
            require(marker >= 0, "cut");
            return marker;
        }
    }

    /** RFC 9649 §2: chunks within one RIFF; the size is that of the canvas, or of the only frame. */
    static Format.Facts webp(Window content) throws IOException {
        long end = 8 + content.u32le(4);
        require(end <= content.length(), "cut");
        @Nullable ImageHeader canvas = null;
        long frames = 0;
        long at = 12;
        while (at < end) {
            long size = content.u32le(at + 4);
            if (content.matches(at, "ANMF")) {
                frames++;
            } else if (canvas == null) {
                canvas = size(content, at);
            }
            at += 8 + size + (size & 1);
        }
        require(at == end && canvas != null, "chunks");
        ImageHeader known = Objects.requireNonNull(canvas);
        return new Format.Facts(end, ImageHeader.of(known.width(), known.height(), Math.max(1, frames)));
    }

    private static @Nullable ImageHeader size(Window content, long at) throws IOException {
        if (content.matches(at, "VP8X")) {
            return ImageHeader.of(content.u24le(at + 12) + 1L, content.u24le(at + 15) + 1L, 1);
        }
        if (content.matches(at, "VP8L")) {
            require(content.u8(at + 8) == 0x2F, "signature");
            long bits = content.u32le(at + 9);
            return ImageHeader.of((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 1);
        }
        if (content.matches(at, "VP8 ")) {
            require(content.matches(at + 11, "\u009D\u0001*"), "signature");
            return ImageHeader.of(content.u16le(at + 14) & 0x3FFF, content.u16le(at + 16) & 0x3FFF, 1);
        }
        return null;
    }
}
