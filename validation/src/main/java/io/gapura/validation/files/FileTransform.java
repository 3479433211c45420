package io.gapura.validation.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Makes another file of one that was checked, before it is kept: re-encodes an image, which is the only cure for what
 * hides in pixels, or removes where a photo was taken. What it makes is checked as what came.
 *
 * <p>Thread-safe. One that throws refuses the file: 422 {@code upload.content}, because decoders fail on what is broken.
 */
@FunctionalInterface
public interface FileTransform {
    /**
     * Reads the one and writes the other.
     *
     * @param type of what comes, and of what must be made
     * @param from closed by the caller, as is the other
     */
    void transform(FileType type, InputStream from, OutputStream to) throws IOException;
}
