package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import io.gapura.filters.config.DataSize;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that has come and was checked, but is not kept yet: closed without {@link #keep()} it is gone, with its quota.
 * Several that belong together are kept when the last of them was checked.
 *
 * <p>Belongs to one request.
 */
public final class FileDraft implements Closeable {
    private final StoreRoot root;
    private final Usage usage;
    private final String id;
    private final String owner;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();
    private long length;
    private boolean counted = true;
    private boolean kept;
    private @Nullable StoredFile file;

    private FileDraft(StoreRoot root, Usage usage, String id, String owner, FileChannel channel) {
        this.root = root;
        this.usage = usage;
        this.id = id;
        this.owner = owner;
        this.channel = channel;
    }

    static FileDraft begin(StoreRoot root, Usage usage, String id, String owner) {
        usage.reserve(owner, 1, 0);
        boolean begun = false;
        try {
            FileChannel channel = FileChannel.open(
                    root.incoming(id),
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    StoreRoot.OWNERS_FILE);
            begun = true;
            return new FileDraft(root, usage, id, owner, channel);
        } catch (IOException noFile) {
            throw failed(noFile);
        } finally {
            if (!begun) {
                usage.release(owner, 1, 0);
            }
        }
    }

    /** The disk, and not the client. */
    static RefusedException failed(IOException failure) {
        return new RefusedException(
                FileViolation.UPLOAD_STORE.rejection().note(failure.getClass().getName()));
    }

    /** Where bytes go; over the bound, the quota or the disk it throws {@link RefusedException}. */
    OutputStream output(DataSize most) {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                append(bytes, offset, count, most.toBytes());
            }
        };
    }

    private void append(byte[] bytes, int offset, int count, long most) {
        if (length + count > most) {
            throw new RefusedException(FileViolation.UPLOAD_SIZE.rejection());
        }
        usage.reserve(owner, 0, count);
        length += count;
        digest.update(bytes, offset, count);
        put(ByteBuffer.wrap(bytes, offset, count));
    }

    private void put(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException full) {
            throw failed(full);
        }
    }

    Window window() throws IOException {
        return Window.of(channel);
    }

    /** From its beginning; to be closed, which leaves the draft open. */
    public InputStream read() {
        return new ChannelStream(channel, length, false);
    }

    long length() {
        return length;
    }

    /** Nothing more comes: what is known of it is put behind it, and all of it on the disk. */
    void seal(String name, FileType type, Instant now) {
        StoredFile known = new StoredFile(
                id, name, type, length, Digests.hex(digest.digest()), owner, Instant.ofEpochMilli(now.toEpochMilli()));
        try {
            put(ByteBuffer.wrap(Trailer.of(known)));
            channel.force(true);
        } catch (IOException full) {
            throw failed(full);
        }
        file = known;
    }

    /** What it will be once it is kept. */
    public StoredFile file() {
        if (file == null) {
            throw new IllegalStateException("it was not checked to its end");
        }
        return file;
    }

    /**
     * Keeps it: from then on the store finds it, after a crash too.
     *
     * @throws RefusedException 503 {@code upload.store} when the disk will not
     */
    public StoredFile keep() {
        StoredFile known = file();
        try {
            if (!kept) {
                channel.close();
                root.settle(id);
                kept = true;
            }
            return known;
        } catch (IOException full) {
            throw failed(full);
        }
    }

    /** Deletes it unless it was kept. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!kept && counted) {
                counted = false;
                Files.deleteIfExists(root.incoming(id));
                usage.release(owner, 1, length);
            }
        }
    }
}
