package io.gapura.validation.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much an image would become once decoded, from its headers alone: no decoder runs, no pixel is made. A decoder that
 * is handed a small file of 60,000 × 60,000 pixels asks for 14 GiB.
 *
 * @param width in pixels, of the largest frame
 * @param height in pixels, of the largest frame
 * @param frames of an animation, or pages; at least 1
 */
public record ImageHeader(int width, int height, int frames) {
    public ImageHeader {
        if (width < 1 || height < 1 || frames < 1) {
            throw new IllegalArgumentException("an image has at least one frame of one pixel");
        }
    }

    static ImageHeader of(long width, long height, long frames) throws BrokenFormatException {
        boolean fits = fits(width) && fits(height) && fits(frames);
        BrokenFormatException.require(fits, "image size");
        return new ImageHeader((int) width, (int) height, (int) frames);
    }

    private static boolean fits(long number) {
        return number >= 1 && number <= Integer.MAX_VALUE;
    }

    /** Of an image in memory; empty for what is none, or a broken one. */
    public static Optional<ImageHeader> read(byte[] content) {
        try {
            return read(Window.of(content));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /**
     * Of an image in a file; empty for what is none, or a broken one.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<ImageHeader> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(Window.of(channel));
        } catch (BrokenFormatException broken) {
            return Optional.empty();
        }
    }

    private static Optional<ImageHeader> read(Window content) throws IOException {
        Optional<FileType> type = FileType.detect(content);
        return type.isPresent() && type.get().isImage()
                ? Optional.ofNullable(type.get().format().read(content).image())
                : Optional.empty();
    }

    /** Width × height × frames; {@link Long#MAX_VALUE} where that is more than a long can say. */
    public long pixels() {
        long area = (long) width * height;
        return area > Long.MAX_VALUE / frames ? Long.MAX_VALUE : area * frames;
    }

    /** The larger of both in each direction, and the frames of both. */
    ImageHeader and(ImageHeader other) throws BrokenFormatException {
        return of(Math.max(width, other.width), Math.max(height, other.height), (long) frames + other.frames);
    }
}
