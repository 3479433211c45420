package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NotProvenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals of segments, and what somebody with today's key cannot do about yesterday's. */
class SealTest {
    @TempDir
    Path temp;

    private SignedLog log;
    private Path current;
    private Path kept;

    @BeforeEach
    void keys() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        current =
                SignedLog.epochKey(Files.createDirectories(temp.resolve("etc")).resolve("epoch"));
        kept = Files.copy(current, temp.resolve("kept"));
    }

    private void write(int events) throws Exception {
        SignedLog.write(log.sink().sealedBy(current), events);
    }

    private LogReport verify() throws IOException {
        return LogVerifier.of(log.directory)
                .key(log.key.verifier())
                .epochKey(kept)
                .verify();
    }

    private List<Path> seals() throws IOException {
        return LogDirectory.segments(log.directory).stream()
                .map(LogDirectory::seal)
                .toList();
    }

    @Test
    void everySegmentOfAClosedLogIsSealedWithAKeyOfItsOwn() throws Exception {
        write(40);

        assertThat(seals())
                .hasSizeGreaterThan(4)
                .allSatisfy(seal -> assertThat(seal).exists());
        assertThat(EpochKeys.read(current).epoch()).isEqualTo(seals().size());
        assertThat(verify()).isEqualTo(new LogReport.Valid(40, 0, 40, List.of()));
        Seal last = Sealing.read(seals().get(seals().size() - 1));
        assertThat(last.epoch()).isEqualTo(seals().size() - 1);
        assertThat(last.last()).isEqualTo(39);
        assertThat(last.root()).isEqualTo(log.root(40));
        assertThat(last.firstTime()).isEqualTo(Events.NOON.toEpochMilli());
    }

    @Test
    void aRestartGoesOnInANewSegmentAndTheNextEpoch() throws Exception {
        write(3);
        write(3);

        assertThat(LogDirectory.segments(log.directory).stream().map(LogDirectory::first))
                .containsExactly(0L, 3L);
        assertThat(seals().stream().map(file -> epoch(file))).containsExactly(0L, 1L);
        assertThat(verify()).isEqualTo(new LogReport.Valid(6, 0, 6, List.of()));
    }

    private static long epoch(Path file) {
        try {
            return Sealing.read(file).epoch();
        } catch (IOException bad) {
            throw new AssertionError(bad);
        }
    }

    /** The writer of these was not ours: RFC 5869 and the text of a seal, step by step. */
    @Test
    void aSealIsAnHmacByAKeyDerivedByHkdf() throws Exception {
        write(3);
        byte[] file = Files.readAllBytes(seals().get(0));
        String text = new String(file, StandardCharsets.UTF_8);
        byte[] first = Base64.getDecoder().decode(Files.readString(kept).split("\n")[2]);
        byte[] sealKey = hmac(hmac(new byte[32], first), "seal\u0001".getBytes(StandardCharsets.US_ASCII));
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        assertThat(text.substring(end).strip())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(hmac(sealKey, text.substring(0, end).getBytes(StandardCharsets.UTF_8))));
        assertThat(text)
                .startsWith("gapura-seal-v1\norders.example.com/audit/node-1\n0\n0\n2\n1772366400123\n1772366400123\n");
        byte[] next = hmac(hmac(new byte[32], first), "next\u0001".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readString(current))
                .isEqualTo("gapura-epoch-key-v1\n1\n" + Base64.getEncoder().encodeToString(next) + "\n");
    }

    private static byte[] hmac(byte[] key, byte[] content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(content);
    }

    @Test
    void noOldKeyIsLeftBesideTheNewOne() throws Exception {
        byte[] before = Files.readAllBytes(current);
        write(3);
        try (var files = Files.list(current.getParent())) {
            assertThat(files).containsExactly(current);
        }
        assertThat(Files.readAllBytes(current)).isNotEqualTo(before);
        assertThat(JsonLinesSinkTest.mode(current)).isEqualTo("rw-------");
    }

    @Test
    void aKeyThatACrashLeftBehindIsDestroyedAtTheNextStart() throws Exception {
        Path old = current.resolveSibling(".epoch.old");
        Files.copy(kept, old);
        write(1);
        assertThat(old).doesNotExist();
    }

    @Test
    void aCrashBetweenSealAndKeyIsMadeUpFor() throws Exception {
        write(3);
        Files.copy(kept, current, StandardCopyOption.REPLACE_EXISTING);
        write(3);
        assertThat(verify()).isEqualTo(new LogReport.Valid(6, 0, 6, List.of()));
    }

    @Test
    void withoutTheEpochKeyTheSealsCannotBeVerified() throws Exception {
        write(3);
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isEqualTo(new LogReport.Unverifiable(3, "seals are there, and no epoch key to verify them"));
    }

    @Test
    void anotherFirstKeyFindsTheFirstSeal() throws Exception {
        write(3);
        SignedLog.epochKey(kept);
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "seal is not by the key of its epoch"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aSealThatWasTakenAwayIsMissed(int which) throws Exception {
        write(40);
        Files.delete(seals().get(which));
        assertThat(verify())
                .isEqualTo(new LogReport.Tampered(
                        LogDirectory.first(LogDirectory.segments(log.directory).get(which)), "seal is missing"));
    }

    /** With today's key, and with the key that signs: the past is out of reach all the same. */
    @Test
    void aSealByALaterKeyIsNotTakenForAnEarlierOne() throws Exception {
        write(40);
        EpochKeys stolen = EpochKeys.read(current);
        Path file = seals().get(1);
        Seal seal = Sealing.read(file);
        Files.write(file, seal.sealed(stolen));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(seal.first(), "seal is not by the key of its epoch"));

        Seal renumbered = new Seal(
                seal.origin(),
                stolen.epoch(),
                seal.first(),
                seal.last(),
                seal.firstTime(),
                seal.lastTime(),
                seal.root());
        Files.write(file, renumbered.sealed(stolen));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(seal.first(), "seal is not of this segment and epoch"));
    }

    /** Segments, seals, notes and state cut back to an earlier end; only the key cannot be. */
    @Test
    void aLogThatWasCutAtTheEndOfASegmentIsBehindItsKey() throws Exception {
        Path keys = Files.createDirectories(log.directory.resolve("keys"));
        java.nio.file.attribute.PosixFileAttributeView view =
                Files.getFileAttributeView(log.directory, java.nio.file.attribute.PosixFileAttributeView.class);
        view.setPermissions(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        current = Files.move(current, keys.resolve("epoch"));
        write(3);
        SignedLog.copy(log.directory, temp.resolve("backup"));
        write(3);
        byte[] later = Files.readAllBytes(current);
        SignedLog.delete(log.directory);
        SignedLog.copy(temp.resolve("backup"), log.directory);
        Files.write(current, later);

        assertThat(verify()).isEqualTo(new LogReport.Tampered(3, "seal is missing"));
    }

    @Test
    void aKeyThatIsOlderThanTheSealsDoesNotStart() throws Exception {
        write(3);
        write(3);
        Path other = SignedLog.epochKey(temp.resolve("other"));
        Files.delete(seals().get(0));
        assertThatThrownBy(() -> SignedLog.write(log.sink().sealedBy(other), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.epoch-key is older than the last seal");
    }

    @Test
    void aFileThatIsNoEpochKeyDoesNotStart() throws Exception {
        for (String bad : List.of("", "x", "gapura-epoch-key-v1\n-1\nAAAA\n", "gapura-epoch-key-v1\n0\nAAAA\n")) {
            Files.writeString(current, bad);
            assertThatThrownBy(() -> write(1))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("audit.epoch-key");
        }
    }

    @Test
    void sealsWithoutAKeyThatSignsAreRefused() {
        assertThatThrownBy(() -> SignedLog.write(JsonLinesSink.to(log.directory).sealedBy(current), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("seals and anchors need a key that signs");
    }

    @Test
    void everyFlippedBitOfASealIsNoticed() throws Exception {
        write(3);
        Path file = seals().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThat(verify()).as("bit %d", bit).isInstanceOf(LogReport.Tampered.class);
        }
    }

    @Test
    void aSealHasOneSpelling() throws Exception {
        write(3);
        String good = Files.readString(seals().get(0));
        for (String bad :
                List.of("", good + "\n", good.strip(), good.replace("\n0\n", "\n00\n"), good.replace("-v1", "-v2"))) {
            assertThatThrownBy(() -> Seal.parse(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(NotProvenException.class);
        }
        assertThatThrownBy(() -> Seal.parse(new byte[Seal.LONGEST + 1])).isInstanceOf(NotProvenException.class);
    }

    @Test
    void anHourEndsASegmentThoughItIsSmall() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Events.NOON);
        try (JsonLinesSink sink = JsonLinesSink.to(log.directory)
                .on(new JsonLinesSink.Platform(SegmentFile::onDisk, now::get, 64L << 20))) {
            sink.append(Events.completed("/1"));
            now.set(Events.NOON.plusSeconds(3_599));
            sink.append(Events.completed("/2"));
            now.set(Events.NOON.plusSeconds(3_600));
            sink.append(Events.completed("/3"));
        }
        assertThat(LogDirectory.segments(log.directory).stream().map(LogDirectory::first))
                .containsExactly(0L, 2L);
    }
}
