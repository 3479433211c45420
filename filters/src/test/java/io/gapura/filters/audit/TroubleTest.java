package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.DataSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each class of event is worth while the disk fails, hangs or fills. */
@Timeout(300)
class TroubleTest {
    @TempDir
    Path temp;

    private final FaultyDisk disk = new FaultyDisk();
    private final long[] space = {1L << 40, 1L << 40};
    private Path directory;
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        sink = on(JsonLinesSink.to(directory));
    }

    private JsonLinesSink on(JsonLinesSink log) {
        return log.on(new JsonLinesSink.Platform(
                disk, InstantSource.system(), System::nanoTime, path -> space.clone(), 64L << 20));
    }

    @AfterEach
    void close() {
        disk.release();
        sink.close();
    }

    @Test
    void aForceThatFailsOnceLosesNobodysEvent() throws Exception {
        sink.append(Events.completed("/before").critical());
        disk.failingForces.set(1);
        sink.append(Events.completed("/critical").critical());

        assertThat(LogDirectory.segments(directory).stream().map(LogDirectory::first))
                .as("named by the first that was not forced")
                .containsExactly(0L, 1L);
        sink.append(Events.completed("/after"));
        assertThat(words()).containsExactly("/before", "/critical", "/critical", "gapura_audit_degraded", "/after");
        sink.close();
        assertThat(LogVerifier.verify(directory)).isInstanceOfSatisfying(LogReport.Valid.class, valid -> {
            assertThat(valid.events()).isEqualTo(4);
            assertThat(valid.surplusBytes()).isPositive();
        });
    }

    @Test
    void theSurplusOfASegmentThatFailedGoesToQuarantineAtTheNextStart() throws Exception {
        aForceThatFailsOnceLosesNobodysEvent();
        sink = on(JsonLinesSink.to(directory));
        sink.check();
        sink.close();

        assertThat(LogVerifier.verify(directory))
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.surplusBytes()).isZero());
        assertThat(words())
                .containsExactly("/before", "/critical", "gapura_audit_degraded", "/after", "gapura_audit_recovered");
        try (var kept = Files.list(directory.resolve("quarantine"))) {
            assertThat(kept)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("/critical"));
        }
    }

    /** An event that was acknowledged at {@code write}, and whose segment the disk then disowns, is in the next one. */
    @Test
    void whatWasAcknowledgedBeforeItsForceFailedIsWrittenAgain() throws Exception {
        disk.failingForces.set(0);
        sink.append(Events.completed("/1").critical());
        disk.failingForces.set(1);
        sink.append(Events.completed("/2"));
        SignedLog.await(() -> disk.failingForces.get() == 0);
        sink.append(Events.completed("/3"));
        sink.close();

        assertThat(Files.readString(directory.resolve("segment/0000000000000001.jsonl")))
                .contains("\"/2\"", "\"/3\"");
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 100_000})
    void aWriteThatFailsOnceLosesNobodysEvent(int bytesThatFit) throws Exception {
        sink.append(Events.completed("/before"));
        disk.bytesThatFit = bytesThatFit;
        disk.failingWrites.set(1);
        sink.append(Events.completed("/during"));
        sink.append(Events.completed("/after").critical());
        sink.close();

        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
        assertThat(words()).contains("/before", "/during", "gapura_audit_degraded", "/after");
    }

    @Test
    void aDiskThatHangsHoldsAStandardEventForHalfASecondAndACriticalOneForTwo() throws Exception {
        before();
        disk.hang();
        List<Thread> callers = new ArrayList<>();
        List<Long> waited = new CopyOnWriteArrayList<>();
        AtomicBoolean criticalIsOver = new AtomicBoolean();
        AtomicInteger soonerThanCritical = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            callers.add(new Thread(() -> {
                waited.add(refused(Events.completed("/standard")));
                soonerThanCritical.addAndGet(criticalIsOver.get() ? 0 : 1);
            }));
        }
        AtomicLong critical = new AtomicLong();
        callers.add(new Thread(() -> {
            critical.set(refused(Events.completed("/critical").critical()));
            criticalIsOver.set(true);
        }));
        callers.forEach(Thread::start);
        for (Thread each : callers) {
            each.join();
        }
        assertThat(waited).hasSize(8).allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(400));
        assertThat(critical).hasValueGreaterThanOrEqualTo(1_900);
        assertThat(soonerThanCritical).hasPositiveValue();
        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DOWN);
        long quickest = IntStream.range(0, 10)
                .mapToLong(i -> {
                    long began = System.nanoTime();
                    assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
                    return millisSince(began);
                })
                .min()
                .orElseThrow();
        assertThat(quickest).as("nobody else waits for it").isLessThan(300);

        disk.release();
        SignedLog.await(() -> sink.health() == JsonLinesSink.Health.UP);
        sink.append(Events.completed("/after"));
        assertThat(words()).contains("/after");
    }

    /** One event, with the operating system and on the disk: what hangs is what comes behind it. */
    private void before() throws Exception {
        int forced = disk.forces.get();
        sink.append(Events.completed("/before"));
        SignedLog.await(() -> disk.forces.get() > forced);
    }

    /** How many milliseconds it waited before it was refused. */
    private long refused(AuditEvent event) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> sink.append(event)).isInstanceOf(AuditUnavailableException.class);
        return millisSince(began);
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void whoGivesUpBeforeTheWriterHasTakenItTakesItsEventBackAndItIsCounted() throws Exception {
        before();
        disk.hang();
        Thread first = new Thread(() -> assertThatThrownBy(() -> sink.append(Events.completed("/in-hand")))
                .isInstanceOf(AuditUnavailableException.class));
        first.start();
        SignedLog.await(() -> disk.held.get() > 0);
        assertThatThrownBy(() -> sink.append(Events.completed("/withdrawn")))
                .isInstanceOf(AuditUnavailableException.class);
        first.join();
        disk.release();
        SignedLog.await(() -> words().contains("gapura_audit_gap"));

        assertThat(words()).doesNotContain("/withdrawn");
        assertThat(gap("STANDARD", "stalled")).isPositive();
    }

    @Test
    void aRequestThatMayGoOnGoesOnAndTheLogSaysHowManyItLacks() throws Exception {
        sink = on(JsonLinesSink.to(directory).onTrouble(JsonLinesSink.OnTrouble.CONTINUE));
        sink.append(Events.completed("/before").critical());
        disk.failingWrites.set(1_000);
        for (int i = 0; i < 5; i++) {
            sink.check();
            sink.append(Events.completed("/lost"));
        }
        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DOWN);
        assertThatThrownBy(() -> sink.append(Events.completed("/never").critical()))
                .isInstanceOf(AuditUnavailableException.class);
        disk.failingWrites.set(0);
        sink.append(Events.completed("/after"));
        SignedLog.await(() -> words().contains("gapura_audit_gap"));

        assertThat(gap("STANDARD", "unwritable")).isEqualTo(5);
        assertThat(words()).doesNotContain("/lost", "/never");
    }

    @Test
    void aFullRingRefusesAndCountsBulkWithoutWaiting() throws Exception {
        sink = on(JsonLinesSink.to(directory).durable(Durability.STANDARD.ring(64, DataSize.of("1MiB"))));
        before();
        disk.hang();
        long began = System.nanoTime();
        for (int network = 0; network < 200; network++) {
            sink.append(missing("10.0." + network + ".1"));
        }
        assertThat(millisSince(began)).as("less than half a second for each").isLessThan(50_000);
        disk.release();
        SignedLog.await(() -> words().contains("gapura_audit_gap"));
        sink.close();

        long stored = words().stream().filter("gapura_not_found"::equals).count();
        assertThat(stored + gap("BULK", "queue_full")).isEqualTo(200);
        assertThat(gap("BULK", "queue_full")).isGreaterThan(100);
    }

    private static AuditEvent missing(String address) {
        Rejection by = Rejection.of(404, "not-found", "unmatched");
        AuditEvent.RequestLine line = new AuditEvent.RequestLine("GET", "http", new Client(address));
        return AuditEvent.ofUnread(AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, "1", line, 404)
                .refused(by, "engine");
    }

    @Test
    void aWriterThatDiesIsReplacedOnceAndThenTheLogIsDown() throws Exception {
        AtomicInteger deaths = new AtomicInteger();
        InstantSource mortal = () -> {
            if (Thread.currentThread().getName().equals("gapura-audit-writer")
                    && deaths.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("injected");
            }
            return InstantSource.system().instant();
        };
        sink = JsonLinesSink.to(directory)
                .on(new JsonLinesSink.Platform(disk, mortal, System::nanoTime, path -> space.clone(), 64L << 20));
        sink.append(Events.completed("/1"));
        deaths.set(1);
        SignedLog.await(() -> deaths.get() == 0);
        SignedLog.await(() -> sink.health() == JsonLinesSink.Health.UP);
        sink.append(Events.completed("/2")); // by the other one
        deaths.set(1);
        SignedLog.await(() -> sink.health() == JsonLinesSink.Health.DOWN);
        assertThatThrownBy(() -> sink.append(Events.completed("/3"))).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
        sink.close();

        assertThat(words()).contains("/1", "/2").doesNotContain("/3");
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aDiskThatFillsWarnsThenShedsBulkThenRefusesAndGoesOnByItself() throws Exception {
        space[0] = 1_000;
        space[1] = 199;
        sink.append(Events.completed("/1"));
        SignedLog.await(() -> stages().contains("warning"));
        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DEGRADED);

        space[1] = 99;
        SignedLog.await(() -> stages().contains("shed"));
        sink.append(missing("10.0.0.1"));
        sink.append(Events.completed("/2"));
        assertThat(words()).doesNotContain("gapura_not_found").contains("/2");

        space[1] = 49;
        SignedLog.await(() -> stages().contains("full"));
        assertThat(directory.resolve("reserve")).doesNotExist();
        assertThatThrownBy(() -> sink.append(Events.completed("/3"))).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> sink.append(Events.completed("/4").critical()))
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);

        space[1] = 500;
        SignedLog.await(() -> stages().contains("room"));
        sink.append(Events.completed("/5"));
        SignedLog.await(() -> gap("CRITICAL", "disk_space") > 0 && gap("STANDARD", "disk_space") > 0);
        assertThat(gap("BULK", "disk_space")).isEqualTo(1);
        assertThat(directory.resolve("reserve")).hasSize(1 << 20);
        assertThat(stages()).containsExactly("warning", "shed", "full", "room");
    }

    @Test
    void aLogDoesNotGrowBeyondItsOwnLimit() throws Exception {
        sink = on(JsonLinesSink.to(directory)
                .durable(Durability.STANDARD
                        .segment(DataSize.of("1MiB"), Duration.ofHours(1))
                        .maxBytes(DataSize.of("4MiB"))));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200_000; i++) {
                        sink.enqueue(Events.completed("/" + i));
                    }
                })
                .isInstanceOf(AuditUnavailableException.class);
        SignedLog.await(() -> stages().contains("full"));
        assertThatThrownBy(() -> sink.append(Events.completed("/"))).isInstanceOf(AuditUnavailableException.class);
    }

    private List<Map<String, Object>> events() {
        return Events.lines(directory).stream()
                .filter(line -> line.endsWith("}"))
                .map(AuditSinkContract::read)
                .toList();
    }

    private List<String> words() {
        return events().stream()
                .map(event -> Events.at(event, "http_request", "url", "path").equals("(absent)")
                        ? Events.at(event, "metadata", "event_code").toString()
                        : Events.at(event, "http_request", "url", "path").toString())
                .toList();
    }

    private List<Object> stages() {
        return events().stream()
                .map(event -> Events.at(event, "unmapped", "stage"))
                .filter(stage -> !stage.equals("(absent)"))
                .toList();
    }

    private long gap(String auditClass, String reason) {
        return events().stream()
                .filter(event -> Events.at(event, "unmapped", "class").equals(auditClass)
                        && Events.at(event, "unmapped", "reason").equals(reason))
                .mapToLong(event -> (Long) Events.at(event, "unmapped", "count"))
                .sum();
    }
}
