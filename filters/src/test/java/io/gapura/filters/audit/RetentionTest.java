package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditClass;
import io.gapura.filters.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When events have been kept for long enough, in logs with seals, without signatures, and after a set-back. */
class RetentionTest {
    @TempDir
    Path temp;

    private static JsonLinesSink later(JsonLinesSink sink, Duration time) {
        return sink.on(new JsonLinesSink.Platform(SegmentFile::onDisk, () -> Events.NOON.plus(time), 6_000));
    }

    /** Lets a server run until the oldest segments are gone. */
    private static void age(Path directory, JsonLinesSink sink) throws Exception {
        try (sink) {
            sink.check();
            SignedLog.await(() -> Files.exists(directory.resolve("pruned")));
        }
    }

    /** Lets a server run for as long as it would take. */
    private static void look(JsonLinesSink sink) throws Exception {
        try (sink) {
            sink.check();
            Thread.sleep(700);
        }
    }

    @Test
    void afterFourHundredDaysTheOldestEventsGo() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        log.write(300);
        look(later(log.sink(), Duration.ofDays(400)));
        assertThat(PruneRange.first(log.directory)).isZero();

        age(log.directory, later(log.sink(), Duration.ofDays(400).plusMillis(1)));
        long first = PruneRange.first(log.directory);
        assertThat(first).isBetween(250L, 256L);
        LogReport report = LogVerifier.of(log.directory).key(log.key.verifier()).verify();
        assertThat(report).isEqualTo(new LogReport.Valid(301, 0, 301, first, List.of()));
        assertThat(Events.lines(log.directory).get(Events.lines(log.directory).size() - 1))
                .contains("\"by\":\"retention\"")
                .contains("\"reason\":\"retention 400d\"");
    }

    @Test
    void neverIsNever() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        log.write(300);
        look(later(log.sink().retaining("never"), Duration.ofDays(40_000)));
        assertThat(PruneRange.first(log.directory)).isZero();
    }

    @Test
    void aHoldStopsItUntilItIsLifted() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        log.write(300);
        Path hold = Files.createFile(log.directory.resolve("hold"));
        look(later(log.sink(), Duration.ofDays(500)));
        assertThat(PruneRange.first(log.directory)).isZero();
        Files.delete(hold);
        age(log.directory, later(log.sink(), Duration.ofDays(500)));
        assertThat(PruneRange.first(log.directory)).isPositive();
    }

    /** Segments of one class only, and one that holds a single event of another. */
    @Test
    void aSegmentIsKeptForTheLongestOfItsClasses() throws Exception {
        Path directory = temp.resolve("audit");
        JsonLinesSink sink = later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ZERO)
                .retaining("400d", "bulk 1d");
        try (sink) {
            for (int i = 0; i < 40; i++) {
                sink.append(Events.refused("engine", Rejection.of(404, "not-found", "none")));
            }
            sink.append(Events.completed("/orders/1"));
            for (int i = 0; i < 40; i++) {
                sink.append(Events.refused("engine", Rejection.of(404, "not-found", "none")));
            }
        }
        age(
                directory,
                later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ofDays(2))
                        .retaining("400d", "bulk 1d"));

        List<String> left = Events.lines(directory);
        assertThat(PruneRange.first(directory)).isBetween(30L, 40L);
        assertThat(left).anyMatch(line -> line.contains("gapura_access"));
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aLogThatNobodySignsIsPrunedAndItsFirstLineStillFollowsTheLastThatWent() throws Exception {
        Path directory = temp.resolve("audit");
        JsonLinesSink sink = later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ZERO);
        SignedLog.write(sink, 60);
        long end = PruneTest.prune(
                directory, later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ZERO), 30);

        LogReport report = LogVerifier.verify(directory);
        assertThat(report).isEqualTo(new LogReport.Valid(61, 0, 0, end, List.of()));
        Files.delete(LogDirectory.segments(directory).get(0));
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Tampered(0, "segment missing"));
    }

    /** Nobody has signed it: what the tombstone says of the last line that went is all there is. */
    @Test
    void linesThatDoNotFollowWhatWentAreFound() throws Exception {
        Path directory = temp.resolve("audit");
        SignedLog.write(later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ZERO), 60);
        long end = PruneTest.prune(
                directory, later(JsonLinesSink.to(directory).patience(Duration.ofMinutes(1)), Duration.ZERO), 30);
        List<String> lines = Events.lines(directory);
        TombstoneCheck check = new TombstoneCheck(path -> Optional.empty(), end);
        check.line(60, lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8));
        check.follows(
                LogLine.read(lines.get(0).getBytes(StandardCharsets.UTF_8)).previous());
        check.end(-1);
        check.follows(Optional.of(new HashChain.Link("u", 1, "ab".repeat(32))));
        assertThatThrownBy(() -> check.end(-1)).hasMessage("chain broken");
        check.follows(Optional.empty());
        assertThatThrownBy(() -> check.end(-1)).hasMessage("chain broken");
    }

    @Test
    void sealsOfWhatWentStayAndAreVerified() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        Path current =
                SignedLog.epochKey(Files.createDirectories(temp.resolve("etc")).resolve("epoch"));
        Path kept = Files.copy(current, temp.resolve("kept"));
        SignedLog.write(log.sink().sealedBy(current), 300);
        long end = PruneTest.prune(log.directory, log.sink().sealedBy(current), 200);
        LogVerifier verifier =
                LogVerifier.of(log.directory).key(log.key.verifier()).epochKey(kept);

        assertThat(verifier.verify()).isEqualTo(new LogReport.Valid(301, 0, 301, end, List.of()));
        List<Path> seals = LogDirectory.seals(log.directory);
        assertThat(seals.size())
                .isGreaterThan(LogDirectory.segments(log.directory).size() + 20);
        for (int at : new int[] {0, 1, 20}) {
            byte[] good = Files.readAllBytes(seals.get(at));
            Files.delete(seals.get(at));
            assertThat(verifier.verify()).isInstanceOf(LogReport.Tampered.class);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            Files.write(seals.get(at), bad);
            assertThat(verifier.verify()).isInstanceOf(LogReport.Tampered.class);
            Files.write(seals.get(at), good);
        }
        assertThat(verifier.verify()).isInstanceOf(LogReport.Valid.class);
        SignedLog.write(log.sink().sealedBy(current), 5);
        assertThat(verifier.verify()).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aSegmentWithoutASealStaysInALogWithSeals() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        Path current =
                SignedLog.epochKey(Files.createDirectories(temp.resolve("etc")).resolve("epoch"));
        SignedLog.write(log.sink().sealedBy(current), 300);
        long end = LogDirectory.first(LogDirectory.segments(log.directory).get(2));
        Files.delete(LogDirectory.seals(log.directory).get(2));
        assertThat(PruneRange.at(log.directory).end(200, 300)).isEqualTo(end);
    }

    @Test
    void aFurtherIncarnationKeepsWhatItsFirstRecordSaid() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit"));
        log.write(20);
        byte[] lock = Files.readAllBytes(log.directory.resolve("lock"));
        SignedLog.delete(log.directory);
        log.write(10);
        Files.write(log.directory.resolve("lock"), lock);
        SignedLog.write(log.sink().newIncarnation(1), 300);
        LogVerifier verifier = LogVerifier.of(log.directory).key(log.key.verifier());
        assertThat(verifier.verify()).isInstanceOf(LogReport.Valid.class);

        long end = PruneTest.prune(log.directory, log.sink(), 100);
        assertThat(verifier.verify())
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.pruned()).isEqualTo(end));
        long further = PruneTest.prune(log.directory, log.sink(), 200);
        assertThat(verifier.verify())
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.pruned()).isEqualTo(further));
        Path last = log.directory.resolve("incarnation/0/last");
        Files.writeString(last, Files.readString(last).replace("\n20\n", "\n10\n"));
        assertThat(verifier.verify()).isInstanceOf(LogReport.Tampered.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400d              | 400 | 400 | 400
            never             |  -1 |  -1 |  -1
            400d, bulk 90d    | 400 | 400 |  90
            Bulk 24h          | 400 | 400 |   1
            critical never, standard 30d, 99999d | -1 | 30 | 99999
            """)
    void timesAreSaidByClass(String text, long critical, long standard, long bulk) {
        Retention retention = Retention.of(List.of(text.split(",")));
        assertThat(days(retention, AuditClass.CRITICAL)).isEqualTo(critical);
        assertThat(days(retention, AuditClass.STANDARD)).isEqualTo(standard);
        assertThat(days(retention, AuditClass.BULK)).isEqualTo(bulk);
    }

    private static long days(Retention retention, AuditClass auditClass) {
        return retention.of(auditClass).map(Duration::toDays).orElse(-1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0d", "400", "d", "", "100000d", "400d,30d", "bulk 1d,bulk 2d", "low 3d", "bulk  3d", "1d bulk"})
    void whatIsNoTimeStopsTheStart(String text) {
        assertThatThrownBy(() -> Retention.of(List.of(text.split(",")))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatAllOfItsClassesLetGoIsOver() {
        Retention retention = Retention.of(List.of("10d", "bulk 1d"));
        Instant now = Events.NOON;
        Instant old = now.minus(Duration.ofDays(2));
        assertThat(retention.isOver(Map.of(AuditClass.BULK, old), now)).isTrue();
        assertThat(retention.isOver(Map.of(AuditClass.BULK, old, AuditClass.STANDARD, old), now))
                .isFalse();
        assertThat(retention.mayBeOver(old, now)).isTrue();
        assertThat(retention.mayBeOver(now, now)).isFalse();
        assertThat(retention.isOver(Map.of(AuditClass.BULK, now.minus(Duration.ofDays(1))), now))
                .isFalse();
    }

    /** An event that cannot be read is kept as long as the most important ones. */
    @Test
    void aDamagedLineCountsAsCritical() throws IOException {
        Path segment = Files.writeString(temp.resolve("0000000000000000.jsonl"), "garbage\n");
        assertThat(SegmentAge.of(segment, 1).written()).containsKey(AuditClass.CRITICAL);
        assertThat(SegmentAge.first(segment)).isEmpty();
    }
}
