package io.gapura.filters.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The end of one segment, where lines are added. Not thread-safe, and for the writer's thread alone: a channel that an
 * interrupted thread uses closes, and nobody interrupts that one.
 */
interface SegmentFile extends Closeable {
    /** All of it, or an exception; after an exception any part of it may be there. */
    void append(ByteBuffer bytes) throws IOException;

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
        FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE);
        long length = channel.size();
        channel.position(length);
        return new OnDisk(channel, length);
    }

    /** A file of the file system. */
    final class OnDisk implements SegmentFile {
        /** A longer write would cost as much memory beside the heap. */
        private static final int PIECE = 1 << 20;

        private final FileChannel channel;
        private long length;

        private OnDisk(FileChannel channel, long length) {
            this.channel = channel;
            this.length = length;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            while (bytes.position() < end) {
                bytes.limit(Math.min(end, bytes.position() + PIECE));
                length += channel.write(bytes); // may be short
            }
        }

        /** {@code fdatasync}: the length that is needed to read the bytes goes along. */
        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
