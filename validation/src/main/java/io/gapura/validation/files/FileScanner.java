package io.gapura.validation.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Looks into a file before it is kept. Called once per file, on the thread that receives it; implementations are
 * thread-safe and bound their own time. One that throws is as one that is unavailable: the file is refused.
 */
@FunctionalInterface
public interface FileScanner {
    /** What was found. */
    enum Finding {
        CLEAN,
        INFECTED,
        /** Nobody has looked: 503 {@code store-unavailable}. */
        UNAVAILABLE
    }

    /**
     * Reads and judges.
     *
     * @param content closed by the caller
     * @param length in bytes
     */
    Finding scan(InputStream content, long length) throws IOException;
}
