package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store does with content on its way in: quotas, scanners, archives, transforms. */
class FileStoreIntakeTest extends OpenStore {
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
        byte[] zip = ForgedArchives.archive(
                new ForgedArchives.Forged("folder/", ""),
                new ForgedArchives.Forged("folder/a.txt", "aaa"),
                new ForgedArchives.Forged("b.txt", "b"));
        try (SafeArchive archive = SafeArchive.of(zip, ArchiveLimits.defaults())) {
            List<FileDraft> drafts = archive.unpack(store, "ayu", TEXTS);
            assertThat(drafts).extracting(draft -> draft.keep().name()).containsExactly("a.txt", "b.txt");
        }
        assertThat(store.bytesOf("ayu")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.pdf", "c", "c.zip"})
    void oneFileOfAnArchiveThatIsNotAcceptedRefusesItAll(String name) throws IOException {
        byte[] zip =
                ForgedArchives.archive(new ForgedArchives.Forged("a.txt", "aaa"), new ForgedArchives.Forged(name, "b"));
        refusesToUnpack(zip, TEXTS, "archive.entry");
        byte[] markup = ForgedArchives.archive(
                new ForgedArchives.Forged("a.txt", "aaa"), new ForgedArchives.Forged("b.txt", "<html>"));
        refusesToUnpack(markup, TEXTS, "archive.entry");
        refusesToUnpack(
                ForgedArchives.archive(new ForgedArchives.Forged("a.txt", "aaa")),
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
