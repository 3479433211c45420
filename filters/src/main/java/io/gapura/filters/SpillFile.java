package io.gapura.filters;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A temporary file for content that is too large for memory, which nobody but this process can read. Created with its
 * permissions in one step (mode 0600, or a list of the owner alone), opened once, and deleted when closed: on Linux its
 * name is gone as soon as it is open, so that not even a crash leaves content behind. One that nobody closes is closed by
 * the garbage collector.
 *
 * <p>Reading is thread-safe; writing belongs to one thread.
 */
final class SpillFile implements Closeable {
    private final FileChannel channel;

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    /** In the directory of the runtime for temporary files. */
    static SpillFile create() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Throws when a file could not be created, or not for its owner alone. */
    static SpillFile in(Path directory) throws IOException {
        FileSystem files = directory.getFileSystem();
        return new SpillFile(FileChannel.open(
                directory.resolve("gapura-body-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                ownersAlone(files.supportedFileAttributeViews(), files)));
    }

    /**
     * What is given to the file as it is created.
     *
     * @throws IOException where a file cannot be kept from others
     */
    static FileAttribute<?> ownersAlone(Set<String> views, FileSystem files) throws IOException {
        if (views.contains("posix")) {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        }
        if (views.contains("acl")) {
            return new OwnersList(List.of(everything(
                    files.getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name")))));
        }
        throw new IOException("the directory for temporary files cannot keep a file from others");
    }

    private static AclEntry everything(UserPrincipal owner) {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build();
    }

    private record OwnersList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }

    /** Adds to the end. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** As {@code InputStream.read}, from any place. */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(target, offset, length), position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
