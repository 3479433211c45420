package io.gapura.filters.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Files that are there whole or not at all: written under another name, forced, renamed; the folders are forced once for
 * many. Files are 0600 and folders 0700 where the file system knows such a thing. Not thread-safe.
 */
final class DurableFiles {
    private final Set<Path> touched = new LinkedHashSet<>();

    /** The content, under its name; on stable media after {@link #force}. */
    void write(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        Path fresh = folder.resolve("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh);
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        touched.add(folder);
    }

    /** More at the end of a file, forced. */
    void append(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        if (!Files.exists(file)) {
            create(file);
            touched.add(folder);
        }
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(content);
            out.getFD().sync();
        }
    }

    private Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("a file has a folder");
        }
        Path missing = folder;
        while (missing != null && !Files.isDirectory(missing)) {
            missing = missing.getParent();
            if (missing != null) {
                touched.add(missing);
            }
        }
        if (isPosix(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        return folder;
    }

    private static void create(Path file) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** So that the names survive the machine. */
    void force() throws IOException {
        for (Path folder : touched) {
            force(folder);
        }
        touched.clear();
    }

    /** A folder that is gone has no names to keep. */
    void forget(Path folder) {
        touched.remove(folder.toAbsolutePath());
    }

    static void force(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted(); // a channel gives up when its thread was interrupted before
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
