package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Logs that are signed, for tests. */
final class SignedLog {
    static final String ORIGIN = "orders.example.com/audit/node-1";

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(4);

    final Path directory;
    final NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());

    SignedLog(Path directory) {
        this.directory = directory;
    }

    /** Signs each 20 ms, without heartbeats; segments of 6,000 bytes: about six events. */
    JsonLinesSink sink() {
        return JsonLinesSink.to(directory)
                .origin(ORIGIN)
                .on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 6_000))
                .with(Signing.NONE.withKey(key).withPace(Duration.ofMillis(20), 1_000, Duration.ofHours(1)));
    }

    /** So many events, written and signed. */
    void write(int events) throws Exception {
        write(sink(), events);
    }

    static void write(JsonLinesSink sink, int events) throws Exception {
        try (sink) {
            for (int i = 0; i < events; i++) {
                sink.append(Events.completed("/orders/" + i));
            }
        }
    }

    Checkpoint checkpoint() throws Exception {
        return Checkpoint.open(Files.readAllBytes(directory.resolve("checkpoint")), key.verifier());
    }

    /** Of the stored lines, hashed here. */
    TreeHash root(long size) {
        MerkleLog tree = MerkleLog.empty();
        Events.lines(directory).stream()
                .limit(size)
                .forEach(line -> tree.append(TreeHash.ofLeaf(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return tree.root();
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > LONGEST_NANOS) {
                throw new AssertionError("not within four minutes");
            }
            Thread.sleep(5);
        }
    }

    static Path epochKey(Path file) throws IOException {
        return Files.writeString(file, EpochKeys.fresh(new SecureRandom()).text());
    }

    /** A backup: the same files, readable by their owner. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        to.resolve(from.relativize(each)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(each));
                Files.copy(each, copy);
                Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
