package io.gapura.validation.files;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.RefusedException;
import io.gapura.validation.files.FileScanner.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps files of clients where nobody serves them: below a directory of its own, each in a file of mode 0600 under a
 * random name, checked before it is kept and found by its id alone. What a client calls its file never becomes a path.
 *
 * <p>Thread-safe. One process has one root. A file that is refused, or whose client leaves, is gone before {@link
 * #receive} throws; what a crash has left is gone when the store opens. Answers are {@link RefusedException} with one of
 * {@link FileViolation}; 503 {@code upload.store} stands for the disk.
 */
public final class FileStore implements Closeable {
    private static final int PIECE = 16_384;
    private static final int ID_BYTES = 16;

    private final StoreRoot root;
    private final StoreRules rules;
    private final Usage usage;
    private final SecureRandom random;
    private final InstantSource clock;

    private FileStore(StoreRoot root, StoreRules rules, SecureRandom random, InstantSource clock) {
        this.root = root;
        this.rules = rules;
        this.usage = new Usage(rules.quota());
        this.random = random;
        this.clock = clock;
    }

    /**
     * Opens the store in a directory that exists, that is open to its owner alone (mode 0700), and that lies outside of
     * web applications, of directories that are served, and of the code.
     *
     * @throws ConfigurationException when it does not
     */
    public static FileStore open(Path root, StoreRules rules) {
        return open(root, rules, new SecureRandom(), InstantSource.system());
    }

    static FileStore open(Path root, StoreRules rules, SecureRandom random, InstantSource clock) {
        try {
            FileStore store = new FileStore(StoreRoot.claim(root, rules.served()), rules, random, clock);
            boolean open = false;
            try {
                store.root.removeOrphans();
                store.count();
                open = true;
                return store;
            } finally {
                if (!open) {
                    store.close();
                }
            }
        } catch (IOException unusable) {
            throw ConfigurationException.of("the root of the file store cannot be read or written");
        }
    }

    private void count() throws IOException {
        for (String id : root.ids()) {
            find(id).ifPresent(file -> usage.found(file.owner(), file.length()));
        }
    }

    /**
     * Takes a file in: streams it to the disk and counts it on the way, then checks, scans and transforms it.
     *
     * @param content read to its end unless it is refused before; not closed
     * @return a draft, to be kept or closed
     * @throws RefusedException when it is refused
     * @throws IOException when the client went away: what {@code content} throws
     */
    public FileDraft receive(Incoming incoming, InputStream content, FileRules accepted) throws IOException {
        try {
            FileType expected = accepted.expected(incoming.name(), incoming.mediaType());
            FileDraft draft = FileDraft.begin(root, usage, newId(), incoming.owner());
            boolean whole = false;
            try {
                copy(content, draft.output(accepted.maxBytes()));
                FileDraft checked = checked(draft, incoming, expected, accepted);
                whole = checked == draft;
                return checked;
            } finally {
                if (!whole) {
                    draft.close();
                }
            }
        } catch (RefusedException refused) {
            throw incoming.placed(refused);
        }
    }

    private static void copy(InputStream content, OutputStream target) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
            target.write(piece, 0, n);
        }
    }

    private FileDraft checked(FileDraft draft, Incoming incoming, FileType type, FileRules accepted) {
        verify(draft, type, accepted);
        scan(draft);
        FileTransform transform = rules.transform();
        if (transform == null) {
            draft.seal(incoming.name(), type, clock.instant());
            return draft;
        }
        FileDraft made = FileDraft.begin(root, usage, newId(), incoming.owner());
        boolean whole = false;
        try {
            transform(draft, made, type, accepted, transform);
            made.seal(incoming.name(), type, clock.instant());
            whole = true;
            return made;
        } finally {
            if (!whole) {
                discard(made);
            }
        }
    }

    private static void verify(FileDraft draft, FileType type, FileRules accepted) {
        try {
            accepted.verify(draft.window(), type);
        } catch (IOException unreadable) {
            throw FileDraft.failed(unreadable);
        }
    }

    private void scan(FileDraft draft) {
        FileScanner scanner = rules.scanner();
        Finding finding = scanner == null ? Finding.CLEAN : scanned(draft, scanner);
        if (finding != Finding.CLEAN) {
            boolean infected = finding == Finding.INFECTED;
            throw new RefusedException(
                    (infected ? FileViolation.UPLOAD_INFECTED : FileViolation.UPLOAD_SCANNER).rejection());
        }
    }

    private static Finding scanned(FileDraft draft, FileScanner scanner) {
        try (InputStream content = draft.read()) {
            return scanner.scan(content, draft.length());
        } catch (IOException | RuntimeException down) {
            throw new RefusedException(FileViolation.UPLOAD_SCANNER
                    .rejection()
                    .note(down.getClass().getName()));
        }
    }

    private static void transform(
            FileDraft draft, FileDraft made, FileType type, FileRules accepted, FileTransform transform) {
        try (InputStream from = draft.read();
                OutputStream to = made.output(accepted.maxBytes())) {
            transform.transform(type, from, to);
        } catch (RefusedException refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw FileRules.content(broken.getClass().getName());
        }
        verify(made, type, accepted);
    }

    private static void discard(FileDraft draft) {
        try {
            draft.close();
        } catch (IOException left) {
            // the next start removes it
        }
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** What is kept under an id; empty for everything that is no id, and for nothing. */
    public Optional<StoredFile> find(String id) throws IOException {
        if (!isId(id)) {
            return Optional.empty();
        }
        try (FileChannel channel = channel(id)) {
            return Optional.of(Trailer.read(id, channel));
        } catch (NoSuchFileException | BrokenFormatException none) {
            return Optional.empty();
        }
    }

    private static boolean isId(String id) {
        return id.length() == 2 * ID_BYTES && id.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private FileChannel channel(String id) throws IOException {
        return FileChannel.open(root.file(id), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The bytes of a file that was found; to be closed. One that is deleted meanwhile is read to its end.
     *
     * @throws NoSuchFileException when it is gone
     */
    public InputStream read(StoredFile file) throws IOException {
        FileChannel channel = channel(requireId(file));
        boolean open = false;
        try {
            StoredFile there = Trailer.read(file.id(), channel);
            InputStream content = new ChannelStream(channel, there.length(), true);
            open = true;
            return content;
        } finally {
            if (!open) {
                channel.close();
            }
        }
    }

    private static String requireId(StoredFile file) {
        if (!isId(file.id())) {
            throw new IllegalArgumentException("no id of this store");
        }
        return file.id();
    }

    /** Deletes it; whether it was there. */
    public boolean delete(StoredFile file) throws IOException {
        Optional<StoredFile> there = find(requireId(file));
        boolean deleted = there.isPresent() && Files.deleteIfExists(root.file(file.id()));
        if (deleted) {
            usage.release(there.get().owner(), 1, there.get().length());
        }
        return deleted;
    }

    /**
     * Deletes what the application knows nothing of: files that were kept while it crashed before it had written their
     * ids down. Reads every file's description; for a quiet hour.
     *
     * @param older so that files are left alone whose request still runs
     * @return how many
     */
    public int removeUnless(Predicate<StoredFile> known, Duration older) throws IOException {
        Instant before = clock.instant().minus(older);
        int removed = 0;
        for (String id : root.ids()) {
            Optional<StoredFile> file = find(id);
            if (file.isPresent()
                    && file.get().storedAt().isBefore(before)
                    && !known.test(file.get())
                    && delete(file.get())) {
                removed++;
            }
        }
        return removed;
    }

    /** How many files an owner keeps, those that are coming in among them. */
    public int filesOf(String owner) {
        return usage.of(owner).files();
    }

    /** How many bytes an owner keeps. */
    public long bytesOf(String owner) {
        return usage.of(owner).bytes();
    }

    /** Lets go of the root; drafts are to be closed before. */
    @Override
    public void close() throws IOException {
        root.release();
    }
}
