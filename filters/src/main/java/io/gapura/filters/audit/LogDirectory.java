package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of one log, held by one writer: {@code segment/<first sequence>.jsonl}, {@code quarantine/}, {@code lock} and
 * {@code owner}. Files are 0600 and directories 0700 where the file system knows such a thing.
 *
 * <p>The {@code owner} file names process and start time. It is read <em>before</em> {@code lock} is opened, because POSIX
 * gives up a process's lock as soon as any descriptor of that file is closed: a second instance in this JVM that only
 * tried would let a second process in.
 */
final class LogDirectory implements AutoCloseable {
    private static final String UNKNOWN = "unknown";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private LogDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Creates what is missing and takes the lock; refuses a directory that others may enter, unless told otherwise. */
    static LogDirectory open(Path directory, boolean weakPermissions) {
        try {
            Path root = create(directory.toAbsolutePath());
            if (!weakPermissions && isOpenToOthers(root)) {
                throw ConfigurationException.of("audit.directory must be accessible to its owner only (0700),"
                        + " or audit.weak-permissions must be true");
            }
            create(root.resolve("segment"));
            create(root.resolve("quarantine"));
            return locked(root);
        } catch (IOException unusable) {
            throw ConfigurationException.of("audit.directory cannot be created, written or locked");
        }
    }

    private static LogDirectory locked(Path root) throws IOException {
        Path owner = root.resolve("owner");
        if (Files.exists(owner) && Files.readString(owner).equals(self()) && !self().endsWith(UNKNOWN)) {
            throw inUse();
        }
        FileChannel channel = FileChannel.open(
                root.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                mode(root, "rw-------"));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                Files.deleteIfExists(owner);
                Files.writeString(Files.createFile(owner, mode(root, "rw-------")), self());
                return new LogDirectory(root, channel, lock);
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw inUse(); // the channel stays open: closing it would drop the other instance's lock
        }
        channel.close();
        throw inUse();
    }

    private static ConfigurationException inUse() {
        return ConfigurationException.of("audit.directory is in use by another process or instance");
    }

    private static String self() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse(UNKNOWN);
    }

    static Path create(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(directory)) {
            Files.createDirectories(parent);
            Files.createDirectory(directory, mode(parent, "rwx------"));
        }
        return directory;
    }

    private static boolean isOpenToOthers(Path root) throws IOException {
        return isPosix(root)
                && Files.getPosixFilePermissions(root).stream()
                        .anyMatch(granted -> !granted.name().startsWith("OWNER_"));
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    static FileAttribute<?>[] mode(Path near, String permissions) throws IOException {
        Set<PosixFilePermission> granted = PosixFilePermissions.fromString(permissions);
        return isPosix(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(granted)}
                : new FileAttribute<?>[0];
    }

    /** In the order of their first sequence; none when there is no such directory. */
    static List<Path> segments(Path root) throws IOException {
        Path directory = root.resolve("segment");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{16}\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** All seals, also of segments that were pruned, in the order of their first sequence. */
    static List<Path> seals(Path root) throws IOException {
        Path directory = root.resolve("segment");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{16}\\.seal"))
                    .sorted()
                    .toList();
        }
    }

    static long first(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(0, 16));
    }

    /** The file that begins with that sequence, whether it is there or not. */
    static Path segment(Path root, long first) {
        return root.resolve("segment").resolve(String.format(Locale.ROOT, "%016d.jsonl", first));
    }

    List<Path> segments() throws IOException {
        return segments(root);
    }

    Path root() {
        return root;
    }

    /** An empty folder for the segments of a new log. */
    void createSegments() throws IOException {
        create(root.resolve("segment"));
    }

    /** The lock file, which also keeps what was signed last: opened once, or the lock would be lost. */
    FileChannel state() {
        return channel;
    }

    /** Where the seal of a segment stands. */
    static Path seal(Path segment) {
        String name = segment.getFileName().toString();
        return segment.resolveSibling(name.replace(".jsonl", ".seal"));
    }

    /** An empty segment that begins at that sequence; a file of that name holds no acknowledged line and goes. */
    Path create(long first) throws IOException {
        Path segment = segment(root, first);
        Files.deleteIfExists(segment);
        return Files.createFile(segment, mode(root, "rw-------"));
    }

    /** A file that becomes the segment of that sequence when it is {@linkplain #publish published}. */
    Path prepare(long first) throws IOException {
        Path fresh = root.resolve("segment").resolve(String.format(Locale.ROOT, "%016d.jsonl.new", first));
        Files.deleteIfExists(fresh);
        return Files.createFile(fresh, mode(root, "rw-------"));
    }

    /** From here on it ends the segment before it, and takes the place of one of its name. */
    void publish(Path prepared) throws IOException {
        String name = prepared.getFileName().toString();
        Path segment = prepared.resolveSibling(name.substring(0, name.length() - ".new".length()));
        Files.move(prepared, segment, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force();
    }

    /** What was prepared when the process ended, and holds nothing that is not elsewhere. */
    void removePrepared() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(root.resolve("segment"))) {
            left = files.filter(file -> file.getFileName().toString().endsWith(".jsonl.new"))
                    .toList();
        }
        for (Path each : left) {
            Files.delete(each);
        }
    }

    /** Keeps bytes that are cut from a segment. */
    void quarantine(Path segment, long offset, byte[] bytes) throws IOException {
        Path file = root.resolve("quarantine").resolve(segment.getFileName() + "." + offset);
        try {
            Files.createFile(file, mode(root, "rw-------"));
        } catch (FileAlreadyExistsException again) {
            // a start that was cut short had the same bytes to keep
        }
        Files.write(file, bytes);
    }

    /** So that names survive the machine, not only the process. */
    void force() throws IOException {
        DurableFiles.force(root.resolve("segment"));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(root.resolve("owner"));
        lock.release();
        channel.close();
    }
}
