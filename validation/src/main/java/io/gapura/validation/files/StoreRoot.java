package io.gapura.validation.files;

import io.gapura.filters.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store: its own, nobody else's to read, and nowhere that a server or a class loader looks. Held by a
 * lock, so that nobody takes the files that are coming in for those of a crash.
 */
final class StoreRoot {
    static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StoreRoot(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Checks and locks it.
     *
     * @throws ConfigurationException when files would not be safe there
     */
    static StoreRoot claim(Path configured, List<Path> served) throws IOException {
        require(Files.isDirectory(configured), "is not a directory that exists");
        Path root = configured.toRealPath();
        require(
                root.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "lies on a file system that cannot keep files from others");
        require(OWNERS.containsAll(Files.getPosixFilePermissions(root)), "is open to others than its owner: chmod 700");
        requireUnserved(root, served);
        FileChannel lockFile = FileChannel.open(
                root.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNERS_FILE);
        @Nullable FileLock lock = null;
        try {
            lock = tryLock(lockFile);
            require(lock != null, "is another process's, or another application's");
            directory(root.resolve("incoming"));
            directory(root.resolve("files"));
            return new StoreRoot(root, lockFile, Objects.requireNonNull(lock));
        } finally {
            if (lock == null) {
                lockFile.close();
            }
        }
    }

    private static void require(boolean holds, String wrong) {
        if (!holds) {
            throw ConfigurationException.of("the root of the file store " + wrong);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    /** Whatever has a WEB-INF is a web application, and whatever the class path names is code. */
    private static void requireUnserved(Path root, List<Path> served) throws IOException {
        for (Path at = root; at != null; at = at.getParent()) {
            require(!Files.exists(at.resolve("WEB-INF")), "lies in a web application");
        }
        for (Path directory : served) {
            require(!isBelow(root, directory), "lies below a directory that is served");
        }
        for (Path directory : codeBase()) {
            require(!isBelow(root, directory), "lies below the code of the application");
        }
    }

    private static boolean isBelow(Path root, Path directory) throws IOException {
        return Files.exists(directory) && root.startsWith(directory.toRealPath());
    }

    private static List<Path> codeBase() {
        List<Path> places = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                places.add(place(Path.of(entry)));
            }
        }
        CodeSource source = StoreRoot.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            try {
                places.add(place(Path.of(source.getLocation().toURI())));
            } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException nowhere) {
                // a class loader that reads no files
            }
        }
        return places;
    }

    /** A directory of classes, or the one that a library lies in. */
    private static Path place(Path entry) {
        Path absolute = entry.toAbsolutePath();
        Path parent = absolute.getParent();
        return Files.isDirectory(absolute) || parent == null ? absolute : parent;
    }

    private static void directory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path, OWNERS_DIRECTORY);
        }
    }

    Path incoming(String id) {
        return root.resolve("incoming").resolve(id);
    }

    /** In one of 256 directories; an id is hex digits alone. */
    Path file(String id) {
        return root.resolve("files").resolve(id.substring(0, 2)).resolve(id);
    }

    /** Moves what came in to where it stays, in one step, and waits until the directory is on the disk. */
    void settle(String id) throws IOException {
        Path target = file(id);
        Path directory = Objects.requireNonNull(target.getParent());
        directory(directory);
        Files.move(incoming(id), target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory)) {
            entries.force(true);
        }
    }

    /** What a crash has left of files that were coming in. */
    void removeOrphans() throws IOException {
        try (Stream<Path> left = Files.list(root.resolve("incoming"))) {
            for (Path each : left.toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** The ids of what is kept. */
    List<String> ids() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("files"), 2)) {
            return files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
    }

    void release() throws IOException {
        lock.release();
        lockFile.close();
    }
}
