package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.EntryBundle;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.MerkleLog;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TileSource;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a log of 600 events, six a segment, whose oldest ones go. */
class PruneTest {
    private static final int EVENTS = 600;

    @TempDir
    Path temp;

    private SignedLog log;

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        log.write(EVENTS);
    }

    private LogReport verify() throws IOException {
        return LogVerifier.of(log.directory).key(log.key.verifier()).verify();
    }

    private LogReport.Valid valid() throws IOException {
        LogReport report = verify();
        assertThat(report).isInstanceOf(LogReport.Valid.class);
        return (LogReport.Valid) report;
    }

    /** The first sequence that is left. */
    private long prune(long before) throws Exception {
        return prune(log.directory, log.sink(), before);
    }

    /** Asks, and lets a server run until it is done. */
    static long prune(Path directory, JsonLinesSink sink, long before) throws Exception {
        LogPruning pruning = LogPruning.of(directory);
        long end = pruning.before(before, "older than a year").orElseThrow();
        assertThat(pruning.isWaiting()).isTrue();
        open(directory, sink);
        assertThat(PruneRange.first(directory)).isEqualTo(end);
        return end;
    }

    /** Lets a server run until nothing is asked for any more. */
    static void open(Path directory, JsonLinesSink sink) throws Exception {
        try (sink) {
            sink.check();
            LogPruning pruning = LogPruning.of(directory);
            SignedLog.await(() -> {
                try {
                    return !pruning.isWaiting();
                } catch (IOException unreadable) {
                    return false; // it goes this very moment
                }
            });
        }
    }

    private List<Path> bundles() throws IOException {
        try (var files = Files.walk(log.directory.resolve("tile/entries"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Map<String, Object> lastOf(String code) {
        return Events.lines(log.directory).stream()
                .map(line -> Events.read(line.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> Events.at(event, "metadata", "event_code").equals(code))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void theOldestSegmentsAndBundlesGoAndTheLogStaysValid() throws Exception {
        long end = prune(300);

        assertThat(end).isBetween(290L, 300L);
        LogReport.Valid report = valid();
        assertThat(report.pruned()).isEqualTo(end);
        assertThat(report.events()).isEqualTo(EVENTS + 1);
        assertThat(report.signed()).isEqualTo(EVENTS + 1);
        assertThat(report.warnings()).isEmpty();
        assertThat(log.directory.resolve("tile/entries/000")).doesNotExist();
        assertThat(log.directory.resolve("tile/entries/001")).doesNotExist();
        assertThat(bundles()).allMatch(each -> each.toString().contains("002.p"));
        assertThat(log.directory.resolve("tile/0/000")).exists();
        Map<String, Object> stone = lastOf("gapura_audit_pruned");
        assertThat(Events.at(stone, "unmapped", "pruned_before")).isEqualTo(end);
        assertThat(Events.at(stone, "unmapped", "reason")).isEqualTo("older than a year");
        assertThat(Events.at(stone, "unmapped", "by")).isEqualTo("command");
        assertThat(stone).containsEntry("type_uid", 100_802L);
    }

    @Test
    void whatIsLeftCanBeProvenAndTheLogGoesOn() throws Exception {
        byte[] line = StoredLog.at(log.directory).line(400);
        long end = prune(300);
        log.write(20);

        StoredLog stored = StoredLog.at(log.directory);
        LogProof proof = LogProof.parse(stored.prove(400).toBytes());
        assertThat(proof.check(line, log.key.verifier()).size()).isEqualTo(EVENTS + 21);
        assertThat(stored.line(end)).isNotEmpty();
        assertThatThrownBy(() -> stored.line(end - 1)).isInstanceOf(IOException.class);
        stored.consistency(100, EVENTS).check(root(100), root(EVENTS));
        assertThat(valid().events()).isEqualTo(EVENTS + 21);
    }

    private TreeHash root(long size) throws IOException {
        return MerkleLog.of(size, TileNodes.of(TileSource.in(log.directory), EVENTS + 21))
                .root();
    }

    @Test
    void aSecondPruningStandsForTheFirst() throws Exception {
        long first = prune(200);
        log.write(60);
        long second = prune(500);

        assertThat(second).isGreaterThan(first);
        assertThat(valid().pruned()).isEqualTo(second);
    }

    @Test
    void whatIsNotUnderAWholeTileStays() throws Exception {
        assertThat(prune(599)).isBetween(505L, 512L);
        assertThat(LogPruning.of(log.directory).before(599, "again")).isEmpty();
        assertThat(valid().pruned()).isGreaterThan(500);
    }

    @Test
    void segmentsThatAreGoneWithoutATombstoneWereTakenAway() throws Exception {
        Files.delete(LogDirectory.segments(log.directory).get(0));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "segment missing"));
    }

    @Test
    void moreIsGoneThanATombstoneSays() throws Exception {
        long end = prune(300);
        Files.delete(LogDirectory.segments(log.directory).get(0));
        assertThat(PruneRange.first(log.directory)).isGreaterThan(end);
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "segment missing"));
    }

    /** Who has the directory and not the key can write lines that are chained, and no checkpoint over them. */
    @Test
    void aTombstoneThatNobodySignedDoesNotCount() throws Exception {
        Recovery end;
        try (LogDirectory held = LogDirectory.open(log.directory, false)) {
            end = Recovery.of(held);
        }
        HashChain chain = new HashChain(SignedLog.ORIGIN, end.next(), end.last());
        List<Path> segments = LogDirectory.segments(log.directory);
        long before = LogDirectory.first(segments.get(5));
        Tombstone stone = Tombstone.of(before, "", "forged", "command", Map.of());
        EventLine event = EventLine.ofLog(
                EventCatalog.PRUNED, Events.NOON, "0198c1f2-0000-7000-8000-000000000009", stone.facts());
        Pending line = new Pending(end.next());
        chain.seal(Chunk.ofOne(event), 0, Events.NOON.toEpochMilli(), line);
        Files.write(
                segments.get(segments.size() - 1),
                Arrays.copyOf(line.bytes(), line.length()),
                StandardOpenOption.APPEND);
        assertThat(verify()).isInstanceOf(LogReport.Valid.class); // an unsigned tail

        for (Path each : segments.subList(0, 5)) {
            Files.delete(each);
        }
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "segment missing"));
    }

    @Test
    void aLogThatIsSignedIsNotPrunedByWhoCannotSign() throws Exception {
        LogPruning.of(log.directory).before(300, "by mistake");
        open(log.directory, PatientLog.to(log.directory).origin(SignedLog.ORIGIN));

        assertThat(PruneRange.first(log.directory)).isZero();
        Map<String, Object> said = lastOf("gapura_audit_pruned");
        assertThat(Events.at(said, "unmapped", "refused")).isEqualTo("nobody signs");
        assertThat(said).containsEntry("status_id", 2L);
        assertThat(verify()).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aLegalHoldStopsPruning() throws Exception {
        Path hold = Files.createFile(log.directory.resolve("hold"));
        assertThatThrownBy(() -> LogPruning.of(log.directory).before(300, "no"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("legal hold");
        Files.delete(hold);
        LogPruning.of(log.directory).before(300, "asked before the hold");
        Files.createFile(hold);
        open(log.directory, log.sink());

        assertThat(PruneRange.first(log.directory)).isZero();
        assertThat(Events.at(lastOf("gapura_audit_pruned"), "unmapped", "refused"))
                .isEqualTo("legal hold");
        assertThat(valid().pruned()).isZero();
    }

    @Test
    void whatSomebodyMustStillBeSentStays() throws Exception {
        Upkeep upkeep = Upkeep.STANDARD.needed(() -> 100).needed(() -> 200);
        LogPruning.of(log.directory).before(300, "all that may").orElseThrow();
        open(log.directory, sink(upkeep));

        assertThat(PruneRange.first(log.directory)).isBetween(90L, 100L);
        assertThat(valid().pruned()).isBetween(90L, 100L);
    }

    private JsonLinesSink sink(Upkeep upkeep) {
        return log.sink()
                .with(Signing.NONE
                        .withKey(log.key)
                        .withPace(Duration.ofMillis(20), 1_000, Duration.ofHours(1))
                        .withUpkeep(upkeep));
    }

    /** From the oldest segment on: what a crash leaves is a log without its first segments, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aCrashWithinTheRemovalIsHarmlessAndFinished(int left) throws Exception {
        Path before = temp.resolve("before");
        SignedLog.copy(log.directory, before);
        long end = prune(300);
        List<Path> gone = LogDirectory.segments(before).stream()
                .filter(each -> LogDirectory.first(each) < end)
                .toList();
        for (Path each : gone.subList(gone.size() - left, gone.size())) {
            Files.copy(each, log.directory.resolve("segment").resolve(each.getFileName()));
        }
        Files.copy(before.resolve("tile/entries/000"), log.directory.resolve("tile/entries/000"));
        Files.move(log.directory.resolve("pruned"), log.directory.resolve("prune"));

        assertThat(valid().warnings()).containsExactly("lines are there that a tombstone has named");
        assertThat(valid().pruned()).isLessThan(end);
        open(log.directory, log.sink());
        assertThat(valid().pruned()).isEqualTo(end);
        assertThat(valid().warnings()).isEmpty();
        assertThat(log.directory.resolve("tile/entries/000")).doesNotExist();
    }

    @Test
    void aCrashBeforeTheTombstoneIsGoneOnWith() throws Exception {
        long end = LogDirectory.first(LogDirectory.segments(log.directory).get(7));
        PruneRange range = PruneRange.at(log.directory);
        Tombstone stone = Tombstone.of(end, range.fingerprintBefore(end), "why", "command", Map.of());
        new PrunePlan(end, EVENTS, stone.facts()).write(log.directory);
        open(log.directory, log.sink());

        assertThat(valid().pruned()).isEqualTo(end);
        assertThat(Events.at(lastOf("gapura_audit_pruned"), "unmapped", "reason"))
                .isEqualTo("why");
    }

    @Test
    void aBundleThatWasLeftIsHeldAgainstTheTree() throws Exception {
        Path bundle = log.directory.resolve("tile/entries/000");
        List<byte[]> entries = new ArrayList<>(EntryBundle.decode(Files.readAllBytes(bundle)));
        prune(300);
        Files.write(bundle, EntryBundle.encode(entries));
        assertThat(verify()).isInstanceOf(LogReport.Valid.class);

        Collections.swap(entries, 0, 1);
        Files.write(bundle, EntryBundle.encode(entries));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "entry bundle is not that of the lines"));
        Files.write(bundle, EntryBundle.encode(entries.subList(0, 255)));
        assertThat(verify()).isEqualTo(new LogReport.Tampered(0, "entry bundle is not that of the lines"));
        Files.write(bundle, new byte[] {1});
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/001"})
    void theHashesOfWhatIsGoneMayNotGoNorChange(String tile) throws Exception {
        prune(300);
        Path file = log.directory.resolve(tile);
        byte[] good = Files.readAllBytes(file);
        good[77] ^= 1;
        Files.write(file, good);
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
        Files.write(file, Arrays.copyOf(good, 8_000));
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
        Files.delete(file);
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @Test
    void tilesAreMadeAgainFromHashesAndLines() throws Exception {
        prune(300);
        Files.delete(log.directory.resolve("tile/1/000.p/2"));
        assertThat(verify()).isInstanceOf(LogReport.Tampered.class);
        StoredLog.at(log.directory).rebuildTiles();
        assertThat(verify()).isInstanceOf(LogReport.Valid.class);
        assertThat(bundles()).hasSize(1);
    }

    @Test
    void aServerGoesOnWhereUpperTilesAreDamaged() throws Exception {
        long end = prune(300);
        SignedLog.delete(log.directory.resolve("tile/1"));
        log.write(5);
        assertThat(valid().pruned()).isEqualTo(end);
        assertThat(valid().signed()).isEqualTo(EVENTS + 6);
    }

    @Test
    void byDateGoesWhatWasWrittenBefore() throws Exception {
        LogPruning pruning = LogPruning.of(log.directory);
        assertThat(pruning.before(Events.NOON, "nothing is older")).isEmpty();
        OptionalLong end = pruning.before(Events.NOON.plusMillis(1), "all of it");
        assertThat(end.orElseThrow()).isBetween(505L, 512L);
    }

    @Test
    void whereThereIsNoLogNothingIsPruned() {
        assertThatThrownBy(() -> LogPruning.of(temp.resolve("none"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aPlanThatCannotBeReadLeavesTheLogAsItIs() throws Exception {
        Files.writeString(log.directory.resolve("prune"), "{}");
        log.write(3);
        assertThat(valid().events()).isEqualTo(EVENTS + 3);
        assertThat(PruneRange.first(log.directory)).isZero();
    }

    @Test
    void aLogWithoutBundlesIsPrunedToo() throws Exception {
        JsonLinesSink without = sink(new Upkeep(Retention.STANDARD, false, () -> Long.MAX_VALUE));
        long end = prune(log.directory, without, 300);
        assertThat(log.directory.resolve("tile/entries")).doesNotExist();
        assertThat(valid().pruned()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"gapura_audit_pruned\"", "{\"code\":\"gapura_audit_pruned\"}"})
    void whatOnlyNamesTheWordIsNoTombstone(String line) {
        assertThat(Tombstone.in(line.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
