package io.gapura.filters.audit;

import io.gapura.filters.audit.JsonLinesSink.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The files that the lines go into, one after the other. After any failure to write or force, the one that is open is given
 * up for good: file systems may mark pages clean after an error, so a later force on the same descriptor would claim success
 * (Rebello et al., ATC'20). What the disk has not confirmed is then written again, into a new segment that is named by its
 * first sequence; that name ends the segment before, whatever bytes a torn write left there.
 *
 * <p>For the writer's thread alone.
 */
final class Segments implements Closeable {
    private final LogDirectory directory;
    private final Platform platform;
    private final long mostBytes;
    private final Duration oldest;
    private @Nullable SegmentFile open;
    private Instant since = Instant.MIN;
    private long appended;
    private long rotations;
    private long first;

    Segments(LogDirectory directory, Platform platform, long mostBytes, Duration oldest) {
        this.directory = directory;
        this.platform = platform;
        this.mostBytes = mostBytes;
        this.oldest = oldest;
    }

    /** Goes on in the last one, unless it is sealed. */
    void resume(Recovery end) throws IOException {
        if (end.segment().isPresent()
                && !Files.exists(LogDirectory.seal(end.segment().get()))) {
            open = platform.disk().open(end.segment().get());
            since = platform.clock().instant();
        } else {
            create(end.next());
        }
    }

    private void create(long next) throws IOException {
        open = platform.disk().open(directory.create(next));
        first = next;
        since = platform.clock().instant();
        directory.force();
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether the next line belongs into another one. */
    boolean isFull() {
        return isLarge(0) || length() > 0 && isOld();
    }

    /** Whether it has its size with so many bytes more; asked for each line, for which looking at the clock is too dear. */
    boolean isLarge(int unwritten) {
        return length() + unwritten >= mostBytes;
    }

    private long length() {
        SegmentFile file = open;
        return file == null ? 0 : file.length();
    }

    private boolean isOld() {
        return !platform.clock().instant().isBefore(since.plus(oldest));
    }

    /** How many bytes were written since the start. */
    long appended() {
        return appended;
    }

    void append(Pending lines) throws IOException {
        int more = lines.unwrittenLength();
        opened().append(lines.unwritten());
        lines.written();
        appended += more;
    }

    void force() throws IOException {
        opened().force();
    }

    /** The one that lines go into. */
    SegmentFile opened() throws IOException {
        SegmentFile file = open;
        if (file == null) {
            throw new IOException("no segment is open");
        }
        return file;
    }

    /** All lines are forced: the next one begins a new segment. */
    void rotate(long next) throws IOException {
        rotations += mostBytes < platform.segmentBytes() || isOld() ? 1 : 0;
        abandon();
        create(next);
    }

    /** How many times a segment was full or old by the settings since the start. */
    long rotations() {
        return rotations;
    }

    /** The first sequence of the latest segment that was begun for that. */
    long first() {
        return first;
    }

    /** Never to be written or forced again. */
    void abandon() {
        SegmentFile file = open;
        open = null;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException gone) {
            // nothing is buffered in it
        }
    }

    /** On the disk in a segment of their own when this returns: it has no name before. */
    void replace(Pending lines) throws IOException {
        abandon();
        Path prepared = directory.prepare(lines.first());
        SegmentFile fresh = null;
        boolean published = false;
        try {
            fresh = platform.disk().open(prepared);
            fresh.append(lines.all());
            fresh.force();
            directory.publish(prepared);
            published = true;
        } finally {
            if (!published) {
                discard(fresh, prepared);
            }
        }
        lines.written();
        open = fresh;
        since = platform.clock().instant();
    }

    private static void discard(@Nullable SegmentFile file, Path prepared) {
        try {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(prepared);
        } catch (IOException gone) {
            // the next start removes it
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
