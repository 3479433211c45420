package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
    private static final FileRules TEXTS = FileRules.allowing(FileType.TEXT);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path directory;

    private Path root;
    private Instant now = NOON;
    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(
                directory.resolve("store"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        store = opened(StoreRules.defaults());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private FileStore opened(StoreRules rules) {
        return FileStore.open(root, rules, new SecureRandom(), () -> now);
    }

    private void reopen(StoreRules rules) throws IOException {
        store.close();
        store = opened(rules);
    }

    private static Incoming incoming(String owner) {
        return new Incoming(owner, "", "notes.txt", "text/plain");
    }

    private static InputStream text(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private StoredFile keep(String owner, String content) throws IOException {
        try (FileDraft draft = store.receive(incoming(owner), text(content), TEXTS)) {
            return draft.keep();
        }
    }

    private Rejection refusal(Incoming incoming, InputStream content, FileRules rules) throws IOException {
        try (FileDraft draft = store.receive(incoming, content, rules)) {
            throw new AssertionError("accepted " + draft.file());
        } catch (RefusedException refused) {
            return refused.rejection();
        }
    }

    /** Whatever lies below the root but the lock. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        }
    }

    @Test
    void whatIsKeptIsFoundByItsIdAndReadAsItCame() throws IOException {
        StoredFile kept = keep("ayu", "hello");
        assertThat(kept)
                .returns("notes.txt", StoredFile::name)
                .returns(FileType.TEXT, StoredFile::type)
                .returns(5L, StoredFile::length)
                .returns("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", StoredFile::sha256)
                .returns("ayu", StoredFile::owner)
                .returns(NOON, StoredFile::storedAt);
        assertThat(kept.id()).matches("[0-9a-f]{32}");
        assertThat(store.find(kept.id())).contains(kept);
        try (InputStream content = store.read(kept)) {
            assertThat(content.available()).isEqualTo(5);
            assertThat(content.readAllBytes()).asString().isEqualTo("hello");
            assertThat(content.read()).isEqualTo(-1);
        }
    }

    @Test
    void itIsFoundAfterARestart() throws IOException {
        StoredFile kept = keep("ayu", "hello");
        reopen(StoreRules.defaults());
        assertThat(store.find(kept.id())).contains(kept);
        assertThat(store.filesOf("ayu")).isEqualTo(1);
        assertThat(store.bytesOf("ayu")).isEqualTo(5);
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        keep("ayu", "hello");
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("files"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theNameOfTheClientIsNowhereAPath() throws IOException {
        keep("ayu", "hello");
        assertThat(files())
                .singleElement()
                .satisfies(path -> assertThat(path.toString()).doesNotContain("notes"));
    }

    @Test
    void whatIsNotKeptIsGone() throws IOException {
        try (FileDraft draft = store.receive(incoming("ayu"), text("hello"), TEXTS)) {
            assertThat(files()).hasSize(1);
            assertThat(store.find(draft.file().id())).isEmpty();
            assertThat(draft.read().readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(files()).isEmpty();
        assertThat(store.filesOf("ayu")).isZero();
    }

    @Test
    void whatIsRefusedIsGone() throws IOException {
        assertThat(refusal(incoming("ayu"), text("<html>"), TEXTS).reason()).isEqualTo("upload.content");
        assertThat(refusal(incoming("ayu"), text("hello"), TEXTS.maxBytes(DataSize.bytes(4)))
                        .reason())
                .isEqualTo("upload.size");
        assertThat(refusal(new Incoming("ayu", "", "../notes.txt", null), text("a"), TEXTS)
                        .reason())
                .isEqualTo("upload.filename");
        assertThat(files()).isEmpty();
        assertThat(store.filesOf("ayu")).isZero();
        assertThat(store.bytesOf("ayu")).isZero();
    }

    @Test
    void aClientThatLeavesLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("gone");
                }
                return 'a';
            }
        };
        assertThatThrownBy(() -> store.receive(incoming("ayu"), broken, TEXTS))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(files()).isEmpty();
        assertThat(store.bytesOf("ayu")).isZero();
    }

    @Test
    void aRefusalPointsAtThePart() throws IOException {
        Incoming part = new Incoming("ayu", "scan", "notes.txt", "text/plain");
        assertThat(refusal(part, text("<html>"), TEXTS).violations())
                .containsExactly(new Violation(Violation.Place.PART, "scan", "upload.content"));
    }

    @Test
    void sizesAreHeldToTheByte() throws IOException {
        try (FileDraft draft = store.receive(incoming("ayu"), text("hello"), TEXTS.maxBytes(DataSize.bytes(5)))) {
            assertThat(draft.file().length()).isEqualTo(5);
        }
        assertThat(refusal(incoming("ayu"), text("hello!"), TEXTS.maxBytes(DataSize.bytes(5)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aQuotaHoldsForFilesAndBytesOfEachOwnerAlone() throws IOException {
        reopen(StoreRules.defaults().quota(2, DataSize.bytes(10)));
        keep("ayu", "12345");
        keep("ayu", "12345");
        assertThat(refusal(incoming("ayu"), text("1"), TEXTS).reason()).isEqualTo("upload.quota");
        StoredFile other = keep("budi", "12345");
        assertThat(refusal(incoming("budi"), text("123456"), TEXTS).reason()).isEqualTo("upload.quota");
        assertThat(store.filesOf("budi")).isEqualTo(1);
        assertThat(store.delete(other)).isTrue();
        keep("budi", "1234567890");
    }

    @Test
    void whatIsComingInCountsForTheQuota() throws IOException {
        reopen(StoreRules.defaults().quota(1, DataSize.bytes(10)));
        try (FileDraft draft = store.receive(incoming("ayu"), text("a"), TEXTS)) {
            assertThat(draft.file().owner()).isEqualTo("ayu");
            assertThat(refusal(incoming("ayu"), text("b"), TEXTS).reason()).isEqualTo("upload.quota");
        }
        keep("ayu", "b");
    }

    @Test
    void aQuotaIsKnownAfterARestart() throws IOException {
        keep("ayu", "a");
        reopen(StoreRules.defaults().quota(1, DataSize.bytes(10)));
        assertThat(refusal(incoming("ayu"), text("b"), TEXTS).reason()).isEqualTo("upload.quota");
    }

    @Test
    void whatACrashHasLeftIsGoneAtTheStart() throws IOException {
        StoredFile kept = keep("ayu", "kept");
        Files.writeString(root.resolve("incoming").resolve("0123"), "left");
        reopen(StoreRules.defaults());
        assertThat(files()).hasSize(1);
        assertThat(store.find(kept.id())).isPresent();
    }

    @Test
    void whatTheApplicationNeverWroteDownCanBeRemoved() throws IOException {
        StoredFile known = keep("ayu", "known");
        StoredFile unknown = keep("ayu", "unknown");
        now = NOON.plus(Duration.ofHours(1));
        StoredFile fresh = keep("ayu", "fresh");
        assertThat(store.removeUnless(known::equals, Duration.ofMinutes(30))).isEqualTo(1);
        assertThat(store.find(unknown.id())).isEmpty();
        assertThat(store.find(known.id())).isPresent();
        assertThat(store.find(fresh.id())).isPresent();
        assertThat(store.filesOf("ayu")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../lock",
                "0123",
                "/etc/passwd",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcde/",
                "0123456789abcdef0123456789abcdef"
            })
    void whatIsNoIdOrNothingIsNotFound(String id) throws IOException {
        assertThat(store.find(id)).isEmpty();
    }

    @Test
    void aLinkInTheStoreIsNotFollowed() throws IOException {
        StoredFile kept = keep("ayu", "hello");
        String other = "ff" + kept.id().substring(2);
        Path place = root.resolve("files").resolve("ff");
        if (!Files.exists(place)) {
            Files.createDirectory(place);
        }
        Files.createSymbolicLink(
                place.resolve(other),
                root.resolve("files").resolve(kept.id().substring(0, 2)).resolve(kept.id()));
        assertThatThrownBy(() -> store.find(other)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNotTheStoresIsNotFound() throws IOException {
        Path place = Files.createDirectories(root.resolve("files").resolve("ab"));
        String id = "ab" + "0".repeat(30);
        Files.writeString(place.resolve(id), "hello");
        assertThat(store.find(id)).isEmpty();
        Files.write(place.resolve(id), HexFormat.of().parseHex("00000001" + "47505231"));
        assertThat(store.find(id)).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneOnce() throws IOException {
        StoredFile kept = keep("ayu", "hello");
        assertThat(store.delete(kept)).isTrue();
        assertThat(store.delete(kept)).isFalse();
        assertThat(store.filesOf("ayu")).isZero();
        assertThatThrownBy(() -> store.read(kept)).isInstanceOf(NoSuchFileException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullOrReadOnlyDiskIsSaidSo() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("root may write anywhere")
                .isNotEqualTo("root");
        Files.setPosixFilePermissions(root.resolve("incoming"), PosixFilePermissions.fromString("r-x------"));
        assertThat(refusal(incoming("ayu"), text("a"), TEXTS))
                .returns(503, Rejection::status)
                .returns("upload.store", Rejection::reason);
    }

    @Test
    void aDirectoryThatIsGoneIsTheDisks() throws IOException {
        Files.delete(root.resolve("incoming"));
        assertThat(refusal(incoming("ayu"), text("a"), TEXTS))
                .returns(503, Rejection::status)
                .returns("upload.store", Rejection::reason);
        assertThat(store.filesOf("ayu")).isZero();
        Files.createDirectory(root.resolve("incoming"));
        FileDraft draft = store.receive(incoming("ayu"), text("a"), TEXTS);
        Files.delete(root.resolve("incoming").resolve(draft.file().id()));
        assertThatThrownBy(draft::keep).isInstanceOf(RefusedException.class);
        draft.close();
        assertThat(store.filesOf("ayu")).isZero();
    }

    @Test
    void aRootIsNobodyElsesAndExists() throws IOException {
        Path other = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-x---"));
        refusesToOpen(other, StoreRules.defaults(), "chmod 700");
        refusesToOpen(directory.resolve("nowhere"), StoreRules.defaults(), "not a directory");
        refusesToOpen(root, StoreRules.defaults(), "another");
    }

    @Test
    void aRootThatSomebodyServesIsRefused() throws IOException {
        Path web = owned(directory.resolve("web"));
        Path below = owned(web.resolve("uploads"));
        refusesToOpen(below, StoreRules.defaults().outsideOf(web), "served");
        Files.createDirectory(web.resolve("WEB-INF"));
        refusesToOpen(below, StoreRules.defaults(), "web application");
        Path classes = owned(Path.of(System.getProperty("user.dir"), "target", "classes", "uploads"));
        try {
            refusesToOpen(classes, StoreRules.defaults(), "code");
        } finally {
            Files.delete(classes);
        }
    }

    @Test
    void aLinkToAPlaceThatIsServedIsSeenThrough() throws IOException {
        Path web = owned(directory.resolve("web"));
        Path below = owned(web.resolve("uploads"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), below);
        refusesToOpen(link, StoreRules.defaults().outsideOf(web), "served");
    }

    private static Path owned(Path path) throws IOException {
        return Files.createDirectory(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void refusesToOpen(Path root, StoreRules rules, String word) {
        assertThatThrownBy(() -> FileStore.open(root, rules))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(word);
    }

    @Test
    void anOwnerIsNamedWithinBounds() {
        assertThat(Incoming.owner(Caller.anonymous())).isEqualTo("anonymous");
        assertThat(Incoming.owner(Caller.of("bearer", "https://idp.example", "ayu")))
                .isEqualTo("https://idp.example ayu");
        String issuer = "i".repeat(200);
        String one = Incoming.owner(Caller.of("bearer", issuer, "a".repeat(200)));
        assertThat(one).hasSizeLessThan(80).isNotEqualTo(Incoming.owner(Caller.of("bearer", issuer, "a".repeat(201))));
        assertThatThrownBy(() -> new Incoming("", "", "a", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Incoming("a\n", "", "a", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Incoming("a".repeat(257), "", "a", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScannerDecides() throws IOException {
        reopen(StoreRules.defaults().scanner((content, length) -> {
            String seen = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(seen).hasSize((int) length);
            return switch (seen) {
                case "virus" -> FileScanner.Finding.INFECTED;
                case "down" -> FileScanner.Finding.UNAVAILABLE;
                case "broken" -> throw new IOException("down");
                case "worse" -> throw new IllegalStateException("down");
                default -> FileScanner.Finding.CLEAN;
            };
        }));
        keep("ayu", "fine");
        assertThat(refusal(incoming("ayu"), text("virus"), TEXTS))
                .returns(422, Rejection::status)
                .returns("upload.infected", Rejection::reason);
        for (String down : List.of("down", "broken", "worse")) {
            assertThat(refusal(incoming("ayu"), text(down), TEXTS))
                    .returns(503, Rejection::status)
                    .returns("upload.scanner", Rejection::reason)
                    .returns(true, Rejection::hard);
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void theFilesOfAnArchiveAreTakenInAsUploads() throws IOException {
        byte[] zip = SafeArchiveTest.archive(
                new SafeArchiveTest.Forged("folder/", ""),
                new SafeArchiveTest.Forged("folder/a.txt", "aaa"),
                new SafeArchiveTest.Forged("b.txt", "b"));
        try (SafeArchive archive = SafeArchive.of(zip, ArchiveLimits.defaults())) {
            List<FileDraft> drafts = archive.unpack(store, "ayu", TEXTS);
            assertThat(drafts).extracting(draft -> draft.keep().name()).containsExactly("a.txt", "b.txt");
        }
        assertThat(store.bytesOf("ayu")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.pdf", "c", "c.zip"})
    void oneFileOfAnArchiveThatIsNotAcceptedRefusesItAll(String name) throws IOException {
        byte[] zip = SafeArchiveTest.archive(
                new SafeArchiveTest.Forged("a.txt", "aaa"), new SafeArchiveTest.Forged(name, "b"));
        refusesToUnpack(zip, TEXTS, "archive.entry");
        byte[] markup = SafeArchiveTest.archive(
                new SafeArchiveTest.Forged("a.txt", "aaa"), new SafeArchiveTest.Forged("b.txt", "<html>"));
        refusesToUnpack(markup, TEXTS, "archive.entry");
        refusesToUnpack(
                SafeArchiveTest.archive(new SafeArchiveTest.Forged("a.txt", "aaa")),
                TEXTS.maxBytes(DataSize.bytes(2)),
                "upload.size");
    }

    private void refusesToUnpack(byte[] zip, FileRules rules, String reason) throws IOException {
        try (SafeArchive archive = SafeArchive.of(zip, ArchiveLimits.defaults())) {
            assertThatThrownBy(() -> archive.unpack(store, "ayu", rules))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.rejection().reason()).isEqualTo(reason));
            assertThatThrownBy(() -> archive.unpack(store, "ayu", FileRules.allowing(FileType.TEXT, FileType.ZIP)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(files()).isEmpty();
        assertThat(store.filesOf("ayu")).isZero();
    }

    @Test
    void whatATransformMakesIsKeptAndChecked() throws IOException {
        reopen(StoreRules.defaults().transform((type, from, to) -> {
            String seen = new String(from.readAllBytes(), StandardCharsets.UTF_8);
            if (seen.equals("broken")) {
                throw new IOException("decoder");
            }
            to.write((seen.equals("markup") ? "<html>" : seen + "!").getBytes(StandardCharsets.UTF_8));
        }));
        StoredFile kept = keep("ayu", "hello");
        assertThat(store.read(kept).readAllBytes()).asString().isEqualTo("hello!");
        assertThat(kept.length()).isEqualTo(6);
        assertThat(store.bytesOf("ayu")).isEqualTo(6);
        assertThat(refusal(incoming("ayu"), text("broken"), TEXTS).reason()).isEqualTo("upload.content");
        assertThat(refusal(incoming("ayu"), text("markup"), TEXTS).reason()).isEqualTo("upload.content");
        assertThat(refusal(incoming("ayu"), text("hello"), TEXTS.maxBytes(DataSize.bytes(5)))
                        .reason())
                .isEqualTo("upload.size");
        assertThat(files()).hasSize(1);
    }
}
