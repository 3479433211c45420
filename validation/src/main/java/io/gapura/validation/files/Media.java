package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.Set;

/** MP4 and MP3. */
final class Media {
    private static final Set<String> BRANDS = Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "M4V ",
            "M4A ", "MSNV", "dash", "3gp4", "3gp5", "3gp6");
    private static final int[][] BIT_RATES = {
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    };
    private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

    private Media() {}

    static boolean isMp4(Window content) throws IOException {
        return content.matches(4, "ftyp") && content.has(8, 4) && BRANDS.contains(content.latin1(8, 4));
    }

    /** ISO 14496-12 §4.2: boxes from {@code ftyp} on, each of which says how long it is; the last may say "to the end". */
    static Format.Facts mp4(Window content) throws IOException {
        boolean movie = false;
        long at = 0;
        while (at < content.length()) {
            long size = content.u32be(at);
            boolean header = content.matches(at + 4, "moov");
            if (size == 0) {
                require(content.matches(at + 4, "mdat"), "open box");
                size = content.length() - at;
            } else if (size == 1) {
                size = content.u64be(at + 8);
                require(size >= 16, "box");
            }
            require(size >= 8 && size <= content.length() - at && isName(content, at + 4), "box");
            movie |= header;
            at += size;
        }
        require(movie, "no movie");
        return Format.Facts.until(at);
    }

    private static boolean isName(Window content, long at) throws IOException {
        for (int i = 0; i < 4; i++) {
            int letter = content.u8(at + i);
            if (letter < 0x20 || letter > 0x7E && letter != 0xA9) {
                return false;
            }
        }
        return true;
    }

    static boolean isMp3(Window content) throws IOException {
        return content.matches(0, "ID3") || content.has(0, 4) && frame(content, 0) > 0;
    }

    /** ISO 11172-3 §2.4: one frame behind the other, after an ID3v2 tag and before an ID3v1 tag. */
    static Format.Facts mp3(Window content) throws IOException {
        long at = content.matches(0, "ID3") ? pastTag(content) : 0;
        long frames = 0;
        while (at < content.length() && !isOldTag(content, at)) {
            int length = content.has(at, 4) ? frame(content, at) : 0;
            require(length > 0 && content.has(at, length), "frame");
            at += length;
            frames++;
        }
        require(frames > 0, "no frame");
        return Format.Facts.until(isOldTag(content, at) ? at + 128 : at);
    }

    private static boolean isOldTag(Window content, long at) throws IOException {
        return content.length() - at == 128 && content.matches(at, "TAG");
    }

    private static long pastTag(Window content) throws IOException {
        long size = 0;
        for (int i = 6; i < 10; i++) {
            require(content.u8(i) < 0x80, "tag");
            size = size << 7 | content.u8(i);
        }
        long footer = (content.u8(5) & 0x10) == 0 ? 0 : 10;
        require(content.has(10, size + footer), "tag");
        return 10 + size + footer;
    }

    /** How long the frame of layer III is that begins there; 0 when there is none. */
    private static int frame(Window content, long at) throws IOException {
        int second = content.u8(at + 1);
        int version = second >> 3 & 3;
        int third = content.u8(at + 2);
        int rate = third >> 4;
        int samples = third >> 2 & 3;
        boolean isLayer3 = content.u8(at) == 0xFF && second >= 0xE0 && (second >> 1 & 3) == 1 && version != 1;
        if (!isLayer3 || rate == 0 || rate == 15 || samples == 3) {
            return 0;
        }
        boolean first = version == 3;
        int sampleRate = SAMPLE_RATES[samples] >> (first ? 0 : version == 2 ? 1 : 2);
        int bits = BIT_RATES[first ? 0 : 1][rate] * 1_000;
        return (first ? 144 : 72) * bits / sampleRate + (third >> 1 & 1);
    }
}
