package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest extends OpenStore {
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
        String prefix = kept.id().substring(0, 2);
        String other = (prefix.equals("ff") ? "00" : "ff") + kept.id().substring(2);
        Path files = root.resolve("files");
        Files.createSymbolicLink(
                Files.createDirectory(files.resolve(other.substring(0, 2))).resolve(other),
                files.resolve(prefix).resolve(kept.id()));
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
}
