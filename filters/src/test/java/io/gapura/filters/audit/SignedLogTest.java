package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.EntryBundle;
import io.gapura.filters.audit.tlog.InclusionProof;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints and tiles while a log is written, over restarts and after somebody set its disk back. */
class SignedLogTest {
    @TempDir
    Path temp;

    private SignedLog log;

    @BeforeEach
    void open() {
        log = new SignedLog(temp.resolve("audit"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 255, 256, 257, 600})
    void aClosedLogIsUnderItsCheckpointToTheLastEvent(int events) throws Exception {
        log.write(events);

        assertThat(log.checkpoint()).isEqualTo(new Checkpoint(SignedLog.ORIGIN, events, log.root(events)));
        TileNodes nodes = TileNodes.of(TileSource.in(log.directory), events);
        assertThat(MerkleLog.of(events, nodes).root()).isEqualTo(log.root(events));
        byte[] note = Files.readAllBytes(log.directory.resolve("checkpoint"));
        String last = Events.lines(log.directory).get(events - 1);
        LogProof.of(InclusionProof.of(events - 1, events, nodes), note)
                .check(last.getBytes(StandardCharsets.UTF_8), log.key.verifier());
    }

    @Test
    void bundlesHoldTheLines() throws Exception {
        log.write(300);

        List<byte[]> entries = new ArrayList<>();
        entries.addAll(EntryBundle.decode(Files.readAllBytes(log.directory.resolve("tile/entries/000"))));
        entries.addAll(EntryBundle.decode(Files.readAllBytes(log.directory.resolve("tile/entries/001.p/44"))));
        assertThat(entries.stream().map(each -> new String(each, StandardCharsets.UTF_8)))
                .isEqualTo(Events.lines(log.directory));
        assertThat(log.directory.resolve("tile/0/000.p")).doesNotExist();
        assertThat(log.directory.resolve("tile/entries/000.p")).doesNotExist();
    }

    @Test
    void anEventIsSignedWithinTheTimeWithoutClosing() throws Exception {
        try (JsonLinesSink sink = log.sink()) {
            sink.append(Events.completed("/orders/1"));
            SignedLog.await(() -> sink.signed() == 1);
            assertThat(log.checkpoint().size()).isEqualTo(1);
        }
    }

    @Test
    void aThousandEventsDoNotWaitForTheTime() throws Exception {
        try (JsonLinesSink sink = log.sink()
                .with(Signing.NONE.withKey(log.key).withPace(Duration.ofMinutes(30), 50, Duration.ofHours(1)))) {
            for (int i = 0; i < 50; i++) {
                sink.append(Events.completed("/orders/" + i));
            }
            SignedLog.await(() -> sink.signed() == 50);
        }
    }

    @Test
    void silenceIsAttestedByAHeartbeat() throws Exception {
        try (JsonLinesSink sink = log.sink()
                .with(Signing.NONE.withKey(log.key).withPace(Duration.ofMillis(20), 1_000, Duration.ofMillis(100)))) {
            sink.append(Events.completed("/orders/1"));
            SignedLog.await(() -> sink.signed() >= 3);
        }
        assertThat(Events.lines(log.directory).get(1)).contains("gapura_audit_heartbeat");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 256, 300, 513})
    void aRestartGoesOnWithTheTree(int before) throws Exception {
        log.write(before);
        log.write(260);

        int events = before + 260;
        assertThat(log.checkpoint()).isEqualTo(new Checkpoint(SignedLog.ORIGIN, events, log.root(events)));
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.signed()).isEqualTo(events));
    }

    @Test
    void tilesThatAreGoneAreMadeAgainFromTheLines() throws Exception {
        log.write(600);
        SignedLog.delete(log.directory.resolve("tile"));
        log.write(10);

        assertThat(log.checkpoint().size()).isEqualTo(610);
        assertThat(MerkleLog.of(610, TileNodes.of(TileSource.in(log.directory), 610))
                        .root())
                .isEqualTo(log.root(610));
    }

    @Test
    void aLogThatWasWrittenWithoutAKeyIsSignedFromItsFirstEvent() throws Exception {
        SignedLog.write(PatientLog.to(log.directory).origin(SignedLog.ORIGIN), 40);
        log.write(2);

        assertThat(log.checkpoint()).isEqualTo(new Checkpoint(SignedLog.ORIGIN, 42, log.root(42)));
    }

    @Test
    void aCrashBeforeTheCheckpointIsMadeUpForAtTheNextStart() throws Exception {
        log.write(30);
        SignedLog.copy(log.directory, temp.resolve("before"));
        log.write(30);
        // lines are there, nothing that was signed of the second half is
        for (String part : List.of("lock", "checkpoint", "checkpoints.log")) {
            Files.copy(
                    temp.resolve("before").resolve(part),
                    log.directory.resolve(part),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        log.write(1);
        assertThat(log.checkpoint()).isEqualTo(new Checkpoint(SignedLog.ORIGIN, 61, log.root(61)));
    }

    @Test
    void aTornLineOfTheCheckpointsLogIsCut() throws Exception {
        log.write(3);
        Path notes = log.directory.resolve("checkpoints.log");
        Files.writeString(notes, "{\"note\":\"orders", StandardOpenOption.APPEND);
        log.write(3);

        try (NoteLines lines = NoteLines.open(notes)) {
            int count = 0;
            for (byte[] note = lines.next(); note != null; note = lines.next()) {
                Checkpoint.open(note, log.key.verifier());
                count++;
            }
            assertThat(count).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aLogThatIsShorterThanWhatWasSignedDoesNotStart() throws Exception {
        log.write(20);
        byte[] lock = Files.readAllBytes(log.directory.resolve("lock"));
        SignedLog.delete(log.directory);
        log.write(10);
        Files.write(log.directory.resolve("lock"), lock);

        assertThatThrownBy(() -> log.write(1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.directory has 10 events and 20 were signed: it was set back;"
                        + " audit.new-incarnation = 1 begins a new log");
        assertThat(Events.lines(log.directory)).hasSize(10);
    }

    @Test
    void aLogOfTheSameLengthWithOtherLinesDoesNotStart() throws Exception {
        log.write(20);
        byte[] lock = Files.readAllBytes(log.directory.resolve("lock"));
        SignedLog.delete(log.directory);
        log.write(20);
        Files.write(log.directory.resolve("lock"), lock);

        assertThatThrownBy(() -> log.write(1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.directory holds lines that are not those that were signed");
    }

    @Test
    void aStateThatCannotBeReadDoesNotStart() throws Exception {
        log.write(20);
        Files.writeString(log.directory.resolve("lock"), "x");

        assertThatThrownBy(() -> log.write(1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read or continued");
    }

    @Test
    void aDiskThatWasSetBackAsAWholeShowsAtAnAnchor() throws Exception {
        Path offsite = temp.resolve("offsite/notes");
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 10);
        SignedLog.copy(log.directory, temp.resolve("backup"));
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 10);
        SignedLog.delete(log.directory);
        SignedLog.copy(temp.resolve("backup"), log.directory);

        assertThatThrownBy(() -> SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has 10 events and 20 were signed");
        // without the anchor nobody could know
        SignedLog.write(log.sink(), 1);
        assertThat(log.checkpoint().size()).isEqualTo(11);
    }

    @Test
    void aNewIncarnationBeginsWithWhatTheOldOneHadSigned() throws Exception {
        Path offsite = temp.resolve("offsite/notes");
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 10);
        SignedLog.copy(log.directory, temp.resolve("backup"));
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 10);
        Checkpoint lost = log.checkpoint();
        SignedLog.delete(log.directory);
        SignedLog.copy(temp.resolve("backup"), log.directory);

        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)).newIncarnation(1), 5);

        List<String> lines = Events.lines(log.directory);
        assertThat(lines).hasSize(6);
        assertThat(Events.at(AuditSinkContract.read(lines.get(0)), "unmapped"))
                .isEqualTo(java.util.Map.of(
                        "epoch", 0L,
                        "incarnation", 1L,
                        "previous_origin", SignedLog.ORIGIN,
                        "previous_root", lost.root().base64(),
                        "previous_size", 20L));
        assertThat(Checkpoint.open(
                        Files.readAllBytes(log.directory.resolve("checkpoint")),
                        log.key.verifier().named(SignedLog.ORIGIN + "/1")))
                .isEqualTo(new Checkpoint(SignedLog.ORIGIN + "/1", 6, log.root(6)));
        assertThat(Events.lines(log.directory.resolve("incarnation/0"))).hasSize(10);

        // it goes on without the setting, and with it; another set-back needs another number
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 1);
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)).newIncarnation(1), 1);
        assertThat(Events.lines(log.directory)).hasSize(8);
    }

    @Test
    void theWrongNumberOfAnIncarnationIsRefused() throws Exception {
        log.write(20);
        byte[] lock = Files.readAllBytes(log.directory.resolve("lock"));
        SignedLog.delete(log.directory);
        log.write(10);
        Files.write(log.directory.resolve("lock"), lock);

        assertThatThrownBy(() -> SignedLog.write(log.sink().newIncarnation(2), 1))
                .isInstanceOf(ConfigurationException.class);
        assertThat(log.directory.resolve("incarnation")).doesNotExist();
    }

    @Test
    void anotherOriginOrAnotherKeyAtTheAnchorDoesNotStart() throws Exception {
        Path offsite = temp.resolve("offsite/notes");
        SignedLog.write(log.sink().anchoredTo(Anchor.file(offsite)), 10);

        assertThatThrownBy(() -> SignedLog.write(log.sink().origin("other"), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.key must have the name that audit.origin says");
        NoteKey foreign = NoteKey.generate("other", new SecureRandom());
        assertThatThrownBy(() -> SignedLog.write(log.sink().origin("other").signedBy(foreign), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.origin is not the name under which this log was signed");
        NoteKey changed = NoteKey.generate(SignedLog.ORIGIN, new SecureRandom());
        assertThatThrownBy(() -> SignedLog.write(
                        log.sink().anchoredTo(Anchor.file(offsite)).signedBy(changed), 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.anchor.1 holds a checkpoint that is not of this log and key");
    }

    @Test
    void anAnchorThatFailsHoldsNothingUpAndGetsTheLatestInTheEnd() throws Exception {
        List<Long> taken = new CopyOnWriteArrayList<>();
        int[] failures = {3};
        Anchor moody = note -> {
            if (failures[0]-- > 0) {
                throw new IOException("not now");
            }
            try {
                taken.add(Checkpoint.open(note, log.key.verifier()).size());
            } catch (io.gapura.filters.audit.tlog.NotProvenException bad) {
                throw new AssertionError(bad);
            }
        };
        try (JsonLinesSink sink = log.sink().anchoredTo(moody)) {
            for (int i = 0; i < 20; i++) {
                sink.append(Events.completed("/orders/" + i));
            }
            SignedLog.await(() -> taken.contains(20L));
        }
        assertThat(taken).isSorted().endsWith(20L);
    }

    @Test
    void aDiskThatDoesNotConfirmIsNeverSignedFor() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        SegmentFile.Opener disk = path -> new SegmentFile() {
            private final SegmentFile real = SegmentFile.onDisk(path);

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                real.append(bytes);
            }

            @Override
            public void force() throws IOException {
                if (broken.get()) {
                    throw new IOException("EIO");
                }
                real.force();
            }

            @Override
            public long length() {
                return real.length();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
        try (JsonLinesSink sink = log.sink().on(JsonLinesSinkTest.platform(disk, 64L << 20))) {
            sink.append(Events.completed("/orders/1"));
            SignedLog.await(() -> sink.signed() == 1);
            broken.set(true);
            sink.append(Events.completed("/orders/2")); // with the operating system, and not on the disk
            SignedLog.await(() -> sink.health() == JsonLinesSink.Health.DOWN);
            Thread.sleep(200); // several times as long as it waits to sign
            assertThat(sink.signed()).isEqualTo(1);
            assertThat(log.checkpoint().size()).isEqualTo(1);
            broken.set(false);
            sink.append(Events.completed("/orders/3"));
            SignedLog.await(() -> sink.signed() == 4);
        }
        assertThat(LogDirectory.segments(log.directory).stream().map(LogDirectory::first))
                .as("what was not confirmed is written again")
                .containsExactly(0L, 1L);
        List<String> again = Files.readAllLines(log.directory.resolve("segment/0000000000000001.jsonl"));
        assertThat(again.get(0)).contains("/orders/2");
        assertThat(again.get(1)).contains("gapura_audit_recovered");
        assertThat(again.get(2)).contains("/orders/3");
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.signed()).isEqualTo(4));
        log.write(1);
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isInstanceOfSatisfying(LogReport.Valid.class, valid -> {
                    assertThat(valid.events()).isEqualTo(6); // the surplus of the first segment is told of
                    assertThat(valid.surplusBytes()).as("in quarantine").isZero();
                });
    }

    @Test
    void theFilesAreForTheirOwnerOnly() throws Exception {
        log.write(300);

        for (String file : List.of("checkpoint", "checkpoints.log", "tile/0/000", "tile/entries/001.p/44")) {
            assertThat(JsonLinesSinkTest.mode(log.directory.resolve(file))).isEqualTo("rw-------");
        }
        assertThat(JsonLinesSinkTest.mode(log.directory.resolve("tile/0"))).isEqualTo("rwx------");
    }

    @Test
    void anEmptyLogIsNotSigned() throws Exception {
        try (JsonLinesSink sink = log.sink()) {
            sink.check();
        }
        assertThat(log.directory.resolve("checkpoint")).doesNotExist();
        assertThat(log.root(0)).isEqualTo(TreeHash.EMPTY);
    }
}
