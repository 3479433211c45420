package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verification finds in a log of 300 events, one checkpoint of 280 of them kept elsewhere. */
class LogVerifierTest {
    private static final int EVENTS = 300;

    @TempDir
    Path temp;

    private SignedLog log;
    private Path kept;

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        log.write(280);
        kept = Files.copy(log.directory.resolve("checkpoint"), temp.resolve("kept"));
        log.write(EVENTS - 280);
    }

    private LogReport verify() throws IOException {
        return LogVerifier.of(log.directory)
                .key(log.key.verifier())
                .anchor(kept)
                .verify();
    }

    private List<Path> segments() throws IOException {
        return LogDirectory.segments(log.directory);
    }

    /** The segment that holds a line, and the line's place in it. */
    private Path holding(int sequence) throws IOException {
        return segments().stream()
                .filter(each -> LogDirectory.first(each) <= sequence)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private void change(int sequence, java.util.function.UnaryOperator<List<String>> edit) throws IOException {
        Path segment = holding(sequence);
        List<String> lines = new ArrayList<>(Files.readAllLines(segment));
        Files.writeString(segment, String.join("\n", edit.apply(lines)) + "\n");
    }

    private int within(int sequence) throws IOException {
        return sequence - (int) LogDirectory.first(holding(sequence));
    }

    @Test
    void anUntouchedLogIsValidToItsLastEvent() throws Exception {
        assertThat(verify()).isEqualTo(new LogReport.Valid(EVENTS, 0, EVENTS, List.of()));
    }

    @Test
    void withoutTheKeyNobodyCanTell() throws Exception {
        assertThat(LogVerifier.verify(log.directory))
                .isEqualTo(new LogReport.Unverifiable(EVENTS, "checkpoints are there, and no key to verify them"));
    }

    @Test
    void anotherKeyOfTheSameNameDoesNotCount() throws Exception {
        NoteKey other = NoteKey.generate(SignedLog.ORIGIN, new SecureRandom());
        assertThat(LogVerifier.of(log.directory).key(other.verifier()).verify())
                .isEqualTo(new LogReport.Tampered(0, "note is not signed by a known key"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150, 279, 299})
    void aDeletedLineIsFound(int sequence) throws Exception {
        int at = within(sequence);
        change(sequence, lines -> {
            lines.remove(at);
            return lines;
        });
        assertFoundAt(sequence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150, 279, 298})
    void swappedLinesAreFound(int sequence) throws Exception {
        int at = within(sequence);
        change(sequence, lines -> {
            int other = at + 1 < lines.size() ? at + 1 : at - 1;
            java.util.Collections.swap(lines, at, other);
            return lines;
        });
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150, 299})
    void aLineThatIsThereTwiceIsFound(int sequence) throws Exception {
        int at = within(sequence);
        change(sequence, lines -> {
            lines.add(at, lines.get(at));
            return lines;
        });
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    private void assertFoundAt(int sequence) throws IOException {
        LogReport report = verify();
        if (report instanceof LogReport.Tampered tampered) {
            assertThat(tampered.sequence()).isEqualTo(sequence);
        } else {
            assertThat(report).isEqualTo(new LogReport.Truncated(EVENTS - 1, EVENTS));
        }
    }

    /** Everything that is on the disk is cut back to a state it once had, or to one it never had. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 279})
    void aTailThatWasCutShowsAgainstTheCheckpointThatWasKept(int left) throws Exception {
        for (Path segment : segments()) {
            int first = (int) LogDirectory.first(segment);
            List<String> lines = Files.readAllLines(segment);
            if (first >= left) {
                Files.delete(segment);
            } else if (first + lines.size() > left) {
                Files.writeString(segment, String.join("\n", lines.subList(0, left - first)) + "\n");
            }
        }
        SignedLog.delete(log.directory.resolve("tile"));
        Files.delete(log.directory.resolve("checkpoint"));
        Files.delete(log.directory.resolve("checkpoints.log"));
        assertThat(verify()).isEqualTo(new LogReport.Truncated(left, 280));
        assertThat(LogVerifier.verify(log.directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aTailThatWasCutShowsAgainstItsOwnCheckpointsToo() throws Exception {
        change(299, lines -> lines.subList(0, lines.size() - 1));
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isEqualTo(new LogReport.Truncated(299, 300));
    }

    /** By somebody who recomputes the chain from that line on, and has no key. */
    @Test
    void aHistoryThatWasRewrittenAsAWholeShowsAgainstTheCheckpoint() throws Exception {
        SignedLog forged = new SignedLog(temp.resolve("forged"));
        SignedLog.write(PatientLog.to(forged.directory).origin(SignedLog.ORIGIN), EVENTS);
        assertThat(LogVerifier.of(forged.directory)
                        .key(log.key.verifier())
                        .anchor(kept)
                        .verify())
                .isEqualTo(new LogReport.Tampered(0, "lines are not those of a checkpoint"));
    }

    /** The beginning of one log and the end of another, each whole in itself. */
    @Test
    void aSpliceOfTwoLogsIsFound() throws Exception {
        SignedLog other = new SignedLog(temp.resolve("other"));
        SignedLog.write(log.sink().with(Signing.NONE), 0); // nothing more to the first one
        SignedLog.write(
                JsonLinesSink.to(other.directory)
                        .origin(SignedLog.ORIGIN)
                        .on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 6_000)),
                EVENTS);
        List<Path> mine = segments();
        for (int i = mine.size() / 2; i < mine.size(); i++) {
            Path theirs = other.directory.resolve("segment").resolve(mine.get(i).getFileName());
            if (Files.exists(theirs)) {
                Files.copy(theirs, mine.get(i), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        LogReport report = verify();
        assertThat(report).isInstanceOf(LogReport.Tampered.class);
        assertThat(((LogReport.Tampered) report).sequence()).isGreaterThan(0);
    }

    @Test
    void aSegmentThatIsMissingIsFound() throws Exception {
        Path gone = segments().get(3);
        Files.delete(gone);
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"})
    void aTileOrBundleThatIsMissingIsFound(String file) throws Exception {
        Files.delete(log.directory.resolve(file));
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @Test
    void noTilesAtAllAreWorthAWarning() throws Exception {
        SignedLog.delete(log.directory.resolve("tile"));
        assertThat(verify()).isEqualTo(new LogReport.Valid(EVENTS, 0, EVENTS, List.of("no tiles")));
    }

    @Test
    void aTailThatIsNotSignedYetIsWorthAWarning() throws Exception {
        SignedLog.write(PatientLog.to(log.directory).origin(SignedLog.ORIGIN), 5);
        assertThat(verify()).isEqualTo(new LogReport.Valid(EVENTS + 5, 0, EVENTS, List.of("unsigned tail 5")));
    }

    /** Signed by the right key, but for other lines: a split view. */
    @Test
    void aCheckpointOverOtherLinesIsFoundThoughItIsSigned() throws Exception {
        Files.write(kept, new Checkpoint(SignedLog.ORIGIN, 100, TreeHash.EMPTY).sign(log.key));
        LogReport report = verify();
        assertThat(report).isInstanceOf(LogReport.Tampered.class);
        assertThat(((LogReport.Tampered) report).finding()).isEqualTo("lines are not those of a checkpoint");
    }

    @Test
    void checkpointsOutOfOrderAreFound() throws Exception {
        Path notes = log.directory.resolve("checkpoints.log");
        List<String> lines = new ArrayList<>(Files.readAllLines(notes));
        java.util.Collections.reverse(lines);
        Files.writeString(notes, String.join("\n", lines) + "\n");
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @Test
    void notesOfAnAnchorFileAreAllHeldAgainstTheTree() throws Exception {
        Path anchor = temp.resolve("anchor");
        MerkleLog tree = MerkleLog.empty();
        FileAnchor file = new FileAnchor(anchor);
        for (String line : Events.lines(log.directory).subList(0, 3)) {
            tree.append(TreeHash.ofLeaf(line.getBytes(StandardCharsets.UTF_8)));
            file.take(new Checkpoint(SignedLog.ORIGIN, tree.size(), tree.root()).sign(log.key));
        }
        kept = anchor;
        assertThat(verify()).isEqualTo(new LogReport.Valid(EVENTS, 0, EVENTS, List.of()));
        file.take(new Checkpoint(SignedLog.ORIGIN, EVENTS + 1, tree.root()).sign(log.key));
        assertThat(verify()).isEqualTo(new LogReport.Truncated(EVENTS, EVENTS + 1));
        Files.writeString(anchor, Files.readString(anchor).replaceFirst("\"note\":", "\"note\": "));
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @Test
    void aMissingOrAddedIncarnationIsFound() throws Exception {
        byte[] lock = Files.readAllBytes(log.directory.resolve("lock"));
        SignedLog.delete(log.directory);
        log.write(10);
        Files.write(log.directory.resolve("lock"), lock);
        SignedLog.write(log.sink().newIncarnation(1), 5);
        LogVerifier verifier = LogVerifier.of(log.directory).key(log.key.verifier());
        assertThat(verifier.verify())
                .isEqualTo(
                        new LogReport.Valid(6, 0, 6, List.of("incarnation 0 was set back: 10 events are left of 300")));

        Path aside = log.directory.resolve("incarnation/0");
        Path line = LogDirectory.segments(aside).get(0);
        String good = Files.readString(line);
        Files.writeString(line, good.replaceFirst("/orders/3", "/orders/4"));
        assertThat(verifier.verify())
                .isEqualTo(new LogReport.Tampered(3, "incarnation 0: line is not what its fingerprint says"));
        Files.writeString(line, good);
        Files.writeString(
                aside.resolve("last"), Files.readString(aside.resolve("last")).replace("\n300\n", "\n10\n"));
        assertThat(verifier.verify())
                .isEqualTo(new LogReport.Tampered(0, "the log follows another one than that before it"));
        SignedLog.delete(log.directory.resolve("incarnation"));
        assertThat(verifier.verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @Test
    void aVerificationSaysHowFarItIs() throws Exception {
        List<Long> seen = new ArrayList<>();
        LogVerifier.of(log.directory)
                .key(log.key.verifier())
                .progress((done, total) -> {
                    seen.add(done);
                    assertThat(done).isLessThanOrEqualTo(total);
                })
                .verify();
        assertThat(seen).isSorted().hasSizeGreaterThan(10);
    }

    /** Every file that a claim is made of, at places all over it: flipped, cut, doubled. */
    @Test
    void anyChangeOfAnyByteOfAnyFileIsFound() throws Exception {
        List<Path> files = new ArrayList<>(segments());
        for (String other : List.of(
                "checkpoint",
                "checkpoints.log",
                "tile/0/000",
                "tile/0/001.p/44",
                "tile/1/000.p/1",
                "tile/entries/000",
                "tile/entries/001.p/44")) {
            files.add(log.directory.resolve(other));
        }
        Random random = new Random(7);
        int changes = 0;
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < (file.toString().endsWith(".jsonl") ? 2 : 10); i++) {
                int at = random.nextInt(good.length);
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                assertNotValid(file, flipped, "flipped at " + at);

                byte[] cut = new byte[good.length - 1];
                System.arraycopy(good, 0, cut, 0, at);
                System.arraycopy(good, at + 1, cut, at, good.length - 1 - at);
                assertNotValid(file, cut, "cut at " + at);

                byte[] more = new byte[good.length + 1];
                System.arraycopy(good, 0, more, 0, at);
                more[at] = (byte) random.nextInt(256);
                System.arraycopy(good, at, more, at + 1, good.length - at);
                assertNotValid(file, more, "inserted at " + at);
                changes += 3;
            }
            Files.write(file, good);
        }
        assertThat(changes).isGreaterThan(300);
        assertThat(verify()).isInstanceOf(LogReport.Valid.class);
    }

    private void assertNotValid(Path file, byte[] content, String what) throws IOException {
        Files.write(file, content);
        LogReport report = verify();
        boolean admitted = report instanceof LogReport.Valid valid
                && (valid.surplusBytes() > 0 || !valid.warnings().isEmpty());
        assertThat(admitted || !(report instanceof LogReport.Valid))
                .as("%s: %s: %s", log.directory.relativize(file), what, report)
                .isTrue();
    }
}
