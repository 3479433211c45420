package io.gapura.validation.files;

import static io.gapura.validation.files.ForgedArchives.Forged;
import static io.gapura.validation.files.ForgedArchives.archive;
import static io.gapura.validation.files.ForgedArchives.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.RefusedException;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeArchiveTest {
    private static final ArchiveLimits LIMITS = ArchiveLimits.defaults();

    private static Map<String, String> read(byte[] content, ArchiveLimits limits) throws IOException {
        Map<String, String> read = new TreeMap<>();
        try (SafeArchive archive = SafeArchive.of(content, limits)) {
            archive.forEach(
                    (entry, in) -> read.put(entry.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return read;
    }

    private static String refusal(byte[] content) {
        return refusal(content, LIMITS);
    }

    private static String refusal(byte[] content, ArchiveLimits limits) {
        try {
            return "accepted " + read(content, limits);
        } catch (RefusedException refused) {
            assertThat(refused.rejection().status()).isEqualTo(422);
            return refused.rejection().reason();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void whatOthersPackedIsRead(@TempDir Path directory) throws IOException {
        byte[] zip = Samples.zip(Map.of("notes.txt", "hello", "folder/more.txt", "x".repeat(10_000)));
        assertThat(read(zip, LIMITS))
                .containsEntry("notes.txt", "hello")
                .containsKey("folder/more.txt")
                .hasSize(2);
        Path file = Files.write(directory.resolve("a.zip"), zip);
        try (SafeArchive archive = SafeArchive.open(file, LIMITS)) {
            assertThat(archive.entries()).extracting(ArchiveEntry::name).hasSize(2);
            archive.forEach((entry, in) -> assertThat(in.read()).isGreaterThan(0));
        }
    }

    @Test
    void storedDeflatedAndDeferredEntriesAreRead() throws IOException {
        Forged deferred = new Forged("c.txt", "ccc").deflate();
        deferred.flags |= 8;
        byte[] zip = archive(
                new Forged("a.txt", "aaa"),
                new Forged("b.txt", "b".repeat(999)).deflate(),
                deferred,
                new Forged("folder/", ""));
        assertThat(read(zip, LIMITS)).isEqualTo(Map.of("a.txt", "aaa", "b.txt", "b".repeat(999), "c.txt", "ccc"));
    }

    @Test
    void anEmptyArchiveHasNoEntries() throws IOException {
        assertThat(read(end(0, 0, 0), LIMITS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.txt",
                "a/../b.txt",
                "/a.txt",
                "a//b.txt",
                "a\\b.txt",
                "C:a.txt",
                "a/./b.txt",
                "",
                "/",
                "a\u0000.txt",
                "a\n.txt",
                "con.txt",
                "a./b.txt",
                "a /b.txt",
                "-a.txt",
                ".htaccess",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q.txt",
                "a\u202e.txt",
                "e\u0301.txt",
                "run.exe"
            })
    void aNameThatLeadsSomewhereElseIsRefused(String name) {
        assertThat(refusal(archive(new Forged(name, "a")))).isEqualTo("archive.path");
    }

    @Test
    void aNameInNoEncodingIsRefused() {
        Forged bad = new Forged("a.txt", "a");
        bad.name = new byte[] {'a', (byte) 0xC0, (byte) 0xAF, '.', 't', 'x', 't'};
        assertThat(refusal(archive(bad))).isEqualTo("archive.path");
        Forged codePage = new Forged("é.txt", "a");
        codePage.flags = 0;
        assertThat(refusal(archive(codePage))).isEqualTo("archive.path");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "a.txt, A.TXT",
        "straße.txt, STRASSE.TXT",
        "ſ.txt, S.txt",
        "a, a/b.txt",
        "a/b.txt, a",
        "a/b.txt, A"
    })
    void twoNamesOfOneFileAreRefused(String one, String other) {
        assertThat(refusal(archive(new Forged(one, "a"), new Forged(other, "b"))))
                .isEqualTo("archive.path");
    }

    @Test
    void aDirectoryMayStandBeforeOrBehindWhatIsInIt() {
        assertThat(refusal(archive(new Forged("a/", ""), new Forged("a/b.txt", "b"))))
                .startsWith("accepted");
        assertThat(refusal(archive(new Forged("a/b.txt", "b"), new Forged("a/", ""))))
                .startsWith("accepted");
        assertThat(refusal(archive(new Forged("a/", "x")))).isEqualTo("archive.header");
    }

    @ParameterizedTest
    @CsvSource({
        "0120777, archive.link",
        "0060600, archive.link",
        "0020600, archive.link",
        "0010600, archive.link",
        "0140600, archive.link"
    })
    void linksAndSpecialFilesAreRefused(String mode, String word) {
        Forged link = new Forged("a.txt", "/etc/passwd");
        link.mode = Long.parseLong(mode, 8);
        assertThat(refusal(archive(link))).isEqualTo(word);
    }

    @Test
    void ordinaryFilesAreNoLinks() {
        Forged plain = new Forged("a.txt", "a");
        plain.mode = 0100644;
        Forged directory = new Forged("b/", "");
        directory.mode = 040755;
        Forged dos = new Forged("c.txt", "a");
        dos.madeBy = 0;
        dos.mode = 0120777;
        assertThat(refusal(archive(plain, directory, dos))).startsWith("accepted");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0001, 0x0041, 0x2000})
    void encryptedEntriesAreRefused(int flags) {
        Forged secret = new Forged("a.txt", "a");
        secret.flags |= flags;
        assertThat(refusal(archive(secret))).isEqualTo("archive.encrypted");
        Forged aes = new Forged("a.txt", "a");
        aes.method = 99;
        assertThat(refusal(archive(aes))).isEqualTo("archive.encrypted");
    }

    @Test
    void otherMethodsAndFlagsAreRefused() {
        Forged bzip2 = new Forged("a.txt", "a");
        bzip2.method = 12;
        assertThat(refusal(archive(bzip2))).isEqualTo("archive.header");
        Forged patched = new Forged("a.txt", "a");
        patched.flags |= 0x20;
        assertThat(refusal(archive(patched))).isEqualTo("archive.header");
    }

    /** Every byte of a local header that says what the central directory says as well, and of the sizes of both. */
    @Test
    void headersThatDifferAreRefused() {
        byte[] zip = archive(new Forged("a.txt", "hello"), new Forged("b.txt", "world"));
        int central = 2 * (30 + 5 + 5);
        List<Integer> places = new ArrayList<>(List.of(0, 6, 8, 14, 18, 22, 26, 28, 30, 34));
        for (int field : new int[] {0, 8, 10, 16, 20, 24, 28, 30, 32, 42, 46}) {
            places.add(central + field);
        }
        for (int place : places) {
            byte[] changed = zip.clone();
            changed[place] ^= 2;
            assertThat(refusal(changed))
                    .as("byte %d", place)
                    .isIn("archive.header", "archive.path", "archive.encrypted");
        }
    }

    @Test
    void theContentIsWhatTheHeadersSay() {
        byte[] zip = archive(new Forged("a.txt", "hello"));
        zip[36] ^= 1;
        assertThat(refusal(zip)).isEqualTo("archive.header");
        Forged longer = new Forged("a.txt", "hello").deflate();
        longer.unpacked = 4;
        assertThat(refusal(archive(longer))).isEqualTo("archive.header");
        longer.unpacked = 6;
        assertThat(refusal(archive(longer))).isEqualTo("archive.header");
        Forged padded = new Forged("a.txt", "hello").deflate();
        padded.packed = Samples.concat(padded.packed, new byte[3]);
        assertThat(refusal(archive(padded))).isEqualTo("archive.header");
        Forged garbage = new Forged("a.txt", "hello").deflate();
        garbage.packed = new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        assertThat(refusal(archive(garbage))).isEqualTo("archive.header");
    }

    @Test
    void nothingStandsBeforeBetweenOrBehind() {
        byte[] zip = archive(new Forged("a.txt", "hello"));
        assertThat(refusal(Samples.concat(new byte[1], zip))).isEqualTo("archive.header");
        assertThat(refusal(Samples.concat(zip, new byte[1]))).isEqualTo("archive.header");
        byte[] commented = Samples.concat(zip, new byte[3]);
        commented[zip.length - 2] = 3;
        assertThat(refusal(commented)).isEqualTo("archive.header");
        Forged entry = new Forged("a.txt", "hello");
        byte[] between = Samples.concat(
                entry.local(),
                new byte[4],
                entry.central(0),
                end(1, entry.central(0).length, entry.local().length + 4));
        assertThat(refusal(between)).isEqualTo("archive.header");
    }

    @Test
    void entriesThatLieOnEachOtherAreRefused() {
        Forged kernel = new Forged("a.txt", "x".repeat(1_000)).deflate();
        Forged second = new Forged("a.txt", "x".repeat(1_000)).deflate();
        second.name = "b.txt".getBytes(StandardCharsets.UTF_8);
        byte[] centrals = Samples.concat(kernel.central(0), second.central(0));
        byte[] overlapping = Samples.concat(kernel.local(), centrals, end(2, centrals.length, kernel.local().length));
        assertThat(refusal(overlapping)).isEqualTo("archive.header");
    }

    @Test
    void extraFieldsThatSaySomethingElseAreRefused() {
        for (int id : new int[] {0x0001, 0x7075}) {
            byte[] extra = {(byte) id, (byte) (id >> 8), 1, 0, 0};
            Forged central = new Forged("a.txt", "a");
            central.extra = extra;
            assertThat(refusal(archive(central))).isEqualTo("archive.header");
            Forged local = new Forged("a.txt", "a");
            local.localExtra = extra;
            assertThat(refusal(archive(local))).isEqualTo("archive.header");
        }
        Forged time = new Forged("a.txt", "a");
        time.extra = new byte[] {0x55, 0x54, 1, 0, 0};
        assertThat(refusal(archive(time))).startsWith("accepted");
        time.extra = new byte[] {0x55, 0x54, 2, 0, 0};
        assertThat(refusal(archive(time))).isEqualTo("archive.header");
    }

    @Test
    void entriesAreCounted() {
        ArchiveLimits two = new ArchiveLimits(2, DataSize.of("1MiB"), 100);
        Forged[] three =
                IntStream.range(0, 3).mapToObj(i -> new Forged(i + ".txt", "a")).toArray(Forged[]::new);
        assertThat(refusal(archive(java.util.Arrays.copyOf(three, 2)), two)).startsWith("accepted");
        assertThat(refusal(archive(three), two)).isEqualTo("archive.count");
    }

    @Test
    void whatComesOutIsHeldToTheByte() {
        ArchiveLimits ten = new ArchiveLimits(9, DataSize.bytes(10), 100);
        assertThat(refusal(archive(new Forged("a.txt", "12345"), new Forged("b.txt", "12345")), ten))
                .startsWith("accepted");
        assertThat(refusal(archive(new Forged("a.txt", "12345"), new Forged("b.txt", "123456")), ten))
                .isEqualTo("archive.size");
    }

    @Test
    void sizesThatWereDeclaredAreNotBelieved() {
        Forged liar = new Forged("a.txt", "").content(new byte[50_000]).deflate();
        liar.unpacked = 5;
        assertThat(refusal(archive(liar), new ArchiveLimits(9, DataSize.bytes(10_000), 100_000)))
                .isIn("archive.header", "archive.size");
    }

    @Test
    void aBombIsStoppedByItsRatio() {
        Forged bomb = new Forged("a.txt", "").content(new byte[8 * 1024 * 1024]).deflate();
        assertThat(bomb.packed.length * 900L).isLessThan(8 * 1024 * 1024);
        assertThat(refusal(archive(bomb))).isEqualTo("archive.ratio");
        Forged blanks = new Forged("a.txt", "").content(new byte[64 * 1024]).deflate();
        assertThat(refusal(archive(blanks))).startsWith("accepted");
        Forged more = new Forged("a.txt", "").content(new byte[64 * 1024 + 1]).deflate();
        assertThat(refusal(archive(more))).isEqualTo("archive.ratio");
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatThrownBy(() -> new ArchiveLimits(0, DataSize.bytes(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArchiveLimits(1, DataSize.bytes(0), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArchiveLimits(1, DataSize.bytes(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void whatIsReadIsWhatWasPacked(@ForAll @Size(max = 6) List<byte[]> contents) throws IOException {
        Forged[] entries = IntStream.range(0, contents.size())
                .mapToObj(i -> new Forged(i + ".txt", "").content(contents.get(i)))
                .toArray(Forged[]::new);
        List<byte[]> read = new ArrayList<>();
        try (SafeArchive archive = SafeArchive.of(archive(entries), LIMITS)) {
            archive.forEach((entry, in) -> read.add(in.readAllBytes()));
        }
        assertThat(read).usingRecursiveComparison().isEqualTo(contents);
    }

    /** Whatever is changed, nothing but a refusal comes of it, or the very same content. */
    @Property(tries = 1_000)
    void aChangedByteIsARefusalOrChangesNothing(@ForAll @IntRange(max = 400) int place, @ForAll byte octet)
            throws IOException {
        byte[] zip = archive(new Forged("a.txt", "hello ".repeat(20)).deflate(), new Forged("folder/b.txt", "world"));
        Map<String, String> expected = read(zip, LIMITS);
        zip[place % zip.length] = octet;
        try {
            assertThat(read(zip, LIMITS)).isEqualTo(expected);
        } catch (RefusedException refused) {
            assertThat(refused.rejection().reason()).startsWith("archive.");
        }
    }
}
