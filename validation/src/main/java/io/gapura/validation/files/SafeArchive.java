package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP archive that every reader reads alike: end record, central directory and local headers say the same, entries lie
 * one behind the other without gap or overlap, nothing stands before, between or behind. Names are relative, in one
 * spelling, and lead nowhere; there are no links, no encryption, no ZIP64.
 *
 * <p>Nothing that the archive declares about sizes is believed: entries are inflated through a stream that counts, and
 * what comes out must have the length and checksum that was declared. Where an entry is written to is the caller's
 * choice: names of entries are names, never paths.
 *
 * <p>Belongs to one thread. To be closed. Source: APPNOTE 6.3.10 of PKWARE §4.3.
 */
public final class SafeArchive implements Closeable {
    /** What is wrong with the file itself, and not with how much there is of it or who looks into it. */
    private static final Set<String> OF_AN_ENTRY = Set.of("upload.type", "upload.filename", "upload.content");

    private final Window content;
    private final ArchiveLimits limits;
    private final List<ArchiveEntry> entries;
    private final @Nullable FileChannel channel;
    private long unpacked;

    /** Takes one entry. */
    @FunctionalInterface
    public interface Reader {
        /** Reads as much as it wants; the archive closes the content. */
        void read(ArchiveEntry entry, InputStream content) throws IOException;
    }

    private SafeArchive(Window content, ArchiveLimits limits, EntryNames names, @Nullable FileChannel channel)
            throws IOException {
        this.content = content;
        this.limits = limits;
        this.channel = channel;
        this.entries = new ZipDirectory(content, limits, names).entries();
    }

    /**
     * Opens an archive and checks all of its headers.
     *
     * @throws RefusedException with a word {@code archive.*}
     * @throws IOException when the file cannot be read
     */
    public static SafeArchive open(Path file, ArchiveLimits limits) throws IOException {
        FileChannel channel = FileChannel.open(file);
        boolean open = false;
        try {
            SafeArchive archive = checked(Window.of(channel), limits, EntryNames.STRICT, channel);
            open = true;
            return archive;
        } finally {
            if (!open) {
                channel.close();
            }
        }
    }

    /** The same for an archive in memory. */
    public static SafeArchive of(byte[] content, ArchiveLimits limits) throws IOException {
        return checked(Window.of(content), limits, EntryNames.STRICT, null);
    }

    /** One whose file is somebody else's to close. */
    static SafeArchive within(Window content, ArchiveLimits limits, EntryNames names) throws IOException {
        return checked(content, limits, names, null);
    }

    private static SafeArchive checked(
            Window content, ArchiveLimits limits, EntryNames names, @Nullable FileChannel channel) throws IOException {
        try {
            return new SafeArchive(content, limits, names, channel);
        } catch (BrokenFormatException broken) {
            throw refused(FileViolation.ARCHIVE_HEADER, broken);
        }
    }

    private static RefusedException refused(FileViolation violation, BrokenFormatException broken) {
        Rejection plain = violation.rejection();
        return new RefusedException(
                plain.note(Optional.ofNullable(broken.getMessage()).orElse("broken")));
    }

    /** In the order of the archive, directories too. */
    public List<ArchiveEntry> entries() {
        return new ArrayList<>(entries);
    }

    /**
     * Reads every file in the order of the archive, and what the reader leaves of it, so that an archive that was read is
     * whole.
     *
     * @throws RefusedException with a word {@code archive.*}; what was read before it is not to be kept
     */
    public void forEach(Reader reader) throws IOException {
        byte[] rest = new byte[8_192];
        for (ArchiveEntry entry : entries) {
            if (!entry.isDirectory()) {
                read(entry, reader, rest);
            }
        }
    }

    /**
     * Takes every file in as if it had been uploaded by itself, under the last segment of its name; none of them is left
     * when one is refused. Archives in archives are not accepted.
     *
     * @return drafts in the order of the archive, to be kept or closed
     * @throws RefusedException with {@code archive.entry} for a file that the rules do not let in
     */
    public List<FileDraft> unpack(FileStore store, String owner, FileRules accepted) throws IOException {
        if (accepted.allowsArchives()) {
            throw new IllegalArgumentException("an archive must not be unpacked to archives");
        }
        List<FileDraft> drafts = new ArrayList<>();
        boolean all = false;
        try {
            forEach((entry, in) -> drafts.add(unpacked(entry, in, store, owner, accepted)));
            all = true;
            return drafts;
        } finally {
            for (FileDraft draft : all ? List.<FileDraft>of() : drafts) {
                draft.close();
            }
        }
    }

    private static FileDraft unpacked(
            ArchiveEntry entry, InputStream content, FileStore store, String owner, FileRules accepted)
            throws IOException {
        String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        try {
            return store.receive(new Incoming(owner, "", name, null), content, accepted);
        } catch (RefusedException refused) {
            String reason = refused.rejection().reason();
            throw OF_AN_ENTRY.contains(reason)
                    ? new RefusedException(
                            FileViolation.ARCHIVE_ENTRY.rejection().note(reason))
                    : refused;
        }
    }

    private void read(ArchiveEntry entry, Reader reader, byte[] rest) throws IOException {
        try (EntryStream stream = new EntryStream(content, entry, limits.without(unpacked))) {
            reader.read(entry, stream);
            stream.finish(rest);
            unpacked += stream.length();
        } catch (BrokenFormatException broken) {
            throw refused(FileViolation.ARCHIVE_HEADER, broken);
        }
        if (unpacked > limits.maxUnpacked().toBytes()) {
            throw new RefusedException(FileViolation.ARCHIVE_SIZE.rejection());
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** One entry as it comes out, counted and summed. */
    private static final class EntryStream extends InputStream {
        private final ArchiveEntry entry;
        private final InputStream in;
        private final CRC32 checksum = new CRC32();
        private long length;

        EntryStream(Window content, ArchiveEntry entry, ArchiveLimits limits) {
            this.entry = entry;
            this.in = entry.isDeflated()
                    ? new CountedInflater(content, entry.begin(), entry.packed(), limits)
                    : new StoredStream(content, entry.begin(), entry.packed());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int most) throws IOException {
            int count = in.read(target, offset, most);
            if (count > 0) {
                length += count;
                checksum.update(target, offset, count);
                BrokenFormatException.require(length <= entry.unpacked(), "longer than declared");
            }
            return count;
        }

        long length() {
            return length;
        }

        /** @param rest where to what the reader left is unpacked, for nobody */
        void finish(byte[] rest) throws IOException {
            int count = 0;
            while (count >= 0) {
                count = read(rest, 0, rest.length);
            }
            boolean all = !(in instanceof CountedInflater inflater) || inflater.consumed() == entry.packed();
            boolean same = length == entry.unpacked() && checksum.getValue() == entry.checksum();
            BrokenFormatException.require(all && same, "length or checksum of an entry");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class StoredStream extends InputStream {
        private final Window content;
        private final long end;
        private long at;

        StoredStream(Window content, long begin, long length) {
            this.content = content;
            this.at = begin;
            this.end = begin + length;
        }

        @Override
        public int read() throws IOException {
            return at < end ? content.u8(at++) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int most) throws IOException {
            if (at >= end) {
                return -1;
            }
            int count = content.read(at, target, offset, (int) Math.min(most, end - at));
            at += count;
            return count;
        }
    }
}
