package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Sees to it that the log does not fill the disk to the last byte: below 20 % it warns, below 10 % BULK is no longer stored,
 * below 5 % nothing is, and the reserve of 1 MiB is given free so that the log can say so. When there is room again it takes
 * events by itself. Of a disk that is larger than 16 GiB only so much counts: a twentieth of a large disk is much room.
 *
 * <p>The writer's thread looks; any thread asks.
 */
final class DiskGuard {
    private static final long COUNTED = 16L << 30;
    private static final int RESERVE = 1 << 20;
    private static final int COUNT_EVERY = 60;

    private final Path root;
    private final Space space;
    private final long mostBytes;
    private long used;
    private long appendedAtCount;
    private int looks;
    private boolean exhausted;
    private volatile Stage stage = Stage.ROOM;
    private volatile int percent = 100;

    /** How little is left. */
    enum Stage {
        ROOM(20),
        WARNING(10),
        SHED(5),
        FULL(0);

        private final int least;

        Stage(int least) {
            this.least = least;
        }

        static Stage of(int percent) {
            for (Stage stage : values()) {
                if (percent >= stage.least) {
                    return stage;
                }
            }
            return FULL;
        }
    }

    /** What a disk has; a seam for disks that are full. */
    @FunctionalInterface
    interface Space {
        /** Total and usable bytes of the disk under that directory. */
        long[] of(Path directory) throws IOException;

        static long[] real(Path directory) throws IOException {
            var store = Files.getFileStore(directory);
            return new long[] {store.getTotalSpace(), store.getUsableSpace()};
        }
    }

    /**
     * Of one log.
     *
     * @param mostBytes that the directory may grow to; 0 for all there is
     */
    DiskGuard(Path root, Space space, long mostBytes) {
        this.root = root;
        this.space = space;
        this.mostBytes = mostBytes;
    }

    boolean refuses(AuditClass auditClass) {
        return stage == Stage.FULL || stage == Stage.SHED && auditClass == AuditClass.BULK;
    }

    Stage stage() {
        return stage;
    }

    int percent() {
        return percent;
    }

    /** To be done each second; the bytes are those that the writer added since its start. */
    void look(long appended) {
        try {
            percent = Math.min(ofDisk(), ofLimit(appended));
            Stage seen = Stage.of(percent);
            if (seen == Stage.FULL) {
                release();
            } else {
                exhausted = !reserved();
            }
            stage = exhausted ? Stage.FULL : seen;
        } catch (IOException unknown) {
            // a disk that cannot be asked shows when it is written to
        }
    }

    /** Between two looks: a log must not pass its own limit because a second is long. Costs a subtraction. */
    void grown(long appended) {
        if (mostBytes > 0 && looks > 0 && Stage.of(freeOfLimit(appended)).compareTo(stage) > 0) {
            look(appended);
        }
    }

    /** A write has failed for want of room, whatever the disk says of itself: returns whether some was made. */
    boolean exhausted() {
        exhausted = true;
        stage = Stage.FULL;
        return release();
    }

    private int ofDisk() throws IOException {
        long[] totalAndUsable = space.of(root);
        long counted = Math.min(COUNTED, totalAndUsable[0]);
        return counted <= 0 ? 100 : (int) (100 * Math.min(counted, totalAndUsable[1]) / counted);
    }

    private int ofLimit(long appended) throws IOException {
        if (mostBytes == 0) {
            return 100;
        }
        if (looks++ % COUNT_EVERY == 0) {
            used = count();
            appendedAtCount = appended;
        }
        return freeOfLimit(appended);
    }

    private int freeOfLimit(long appended) {
        long free = mostBytes - used - (appended - appendedAtCount);
        return (int) Math.max(0, 100 * free / mostBytes);
    }

    /** The notary and commands make, rename and remove files meanwhile: what is gone when it is asked takes no room. */
    private long count() throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.isRegularFile() && !file.endsWith("reserve") ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) throws IOException {
                if (unreadable instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw unreadable;
            }
        });
        return bytes[0];
    }

    private Path reserve() {
        return root.resolve("reserve");
    }

    /** Whether there was one. */
    private boolean release() {
        try {
            return Files.deleteIfExists(reserve());
        } catch (IOException stuck) {
            return false;
        }
    }

    /** Written with bytes: a length alone reserves nothing. */
    private boolean reserved() throws IOException {
        if (Files.exists(reserve()) && Files.size(reserve()) == RESERVE) {
            return true;
        }
        try (FileChannel file = FileChannel.open(
                reserve(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                LogDirectory.mode(root, "rw-------"))) {
            ByteBuffer bytes = ByteBuffer.allocate(RESERVE);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
            return true;
        } catch (IOException none) {
            release();
            return false;
        }
    }
}
