package io.gapura.filters.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The end of one segment, where lines are added. Not thread-safe.
 *
 * <p>On disk a {@link RandomAccessFile}, not a channel: a request thread that is interrupted inside a channel closes it,
 * and with it the log of everybody.
 */
interface SegmentFile extends Closeable {
    /** All of it, or an exception; after an exception any part of it may be there. */
    void append(byte[] bytes) throws IOException;

    /** Returns when the bytes are on stable media, as far as the machine tells the truth. */
    void force() throws IOException;

    long length();

    /** How segments are opened; a seam for disks that fail. */
    @FunctionalInterface
    interface Opener {
        /** Opens an existing file at its end. */
        SegmentFile open(Path segment) throws IOException;
    }

    static SegmentFile onDisk(Path segment) throws IOException {
        RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw");
        file.seek(file.length());
        return new OnDisk(file, file.length());
    }

    /** A file of the file system. */
    final class OnDisk implements SegmentFile {
        private final RandomAccessFile file;
        private long length;

        private OnDisk(RandomAccessFile file, long length) {
            this.file = file;
            this.length = length;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.write(bytes);
            length += bytes.length;
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
