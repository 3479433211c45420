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
import java.util.concurrent.atomic.AtomicLongArray;
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
    private final AtomicLongArray space = new AtomicLongArray(new long[] {1L << 40, 1L << 40});
    private Path directory;
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        sink = on(JsonLinesSink.to(directory));
    }

    /** Whoever appends to it waits for as long as it takes: most of these tests are about what comes of it. */
    private JsonLinesSink on(JsonLinesSink log) {
        return log.on(platform(InstantSource.system()).patient());
    }

    /** Whoever appends to it is refused when its time is over. */
    private JsonLinesSink impatient() {
        return JsonLinesSink.to(directory).on(platform(InstantSource.system()));
    }

    private JsonLinesSink.Platform platform(InstantSource clock) {
        return new JsonLinesSink.Platform(
                disk, clock, System::nanoTime, path -> new long[] {space.get(0), space.get(1)}, 64L << 20);
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
        sink = impatient();
        boolean standardIsSooner = false;
        for (int i = 0; i < 10 && !standardIsSooner; i++) { // a machine that stands still in between wakes both at once
            before();
            standardIsSooner = hangs();
            disk.release();
            SignedLog.await(() -> sink.health() == JsonLinesSink.Health.UP);
        }
        assertThat(standardIsSooner).isTrue();
        sink = reopened();
        sink.append(Events.completed("/after"));
        assertThat(words()).contains("/after");
    }

    private JsonLinesSink reopened() {
        sink.close();
        return on(JsonLinesSink.to(directory));
    }

    /** Whether all that were standard had their refusal before the critical one had. */
    private boolean hangs() throws Exception {
        disk.hang();
        long began = System.nanoTime();
        List<Receipt> standard = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            standard.add(sink.enqueue(Events.completed("/standard")));
        }
        Receipt critical = sink.enqueue(Events.completed("/critical").critical());
        List<Thread> callers = new ArrayList<>();
        List<Long> waited = new CopyOnWriteArrayList<>();
        AtomicBoolean criticalIsOver = new AtomicBoolean();
        AtomicInteger soonerThanCritical = new AtomicInteger();
        for (Receipt each : standard) {
            callers.add(new Thread(() -> {
                waited.add(refused(each, began));
                soonerThanCritical.addAndGet(criticalIsOver.get() ? 0 : 1);
            }));
        }
        AtomicLong waitedCritically = new AtomicLong();
        callers.add(new Thread(() -> {
            waitedCritically.set(refused(critical, began));
            criticalIsOver.set(true);
        }));
        callers.forEach(Thread::start);
        for (Thread each : callers) {
            each.join();
        }
        assertThat(waited).hasSize(8).allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(500));
        assertThat(waitedCritically).hasValueGreaterThanOrEqualTo(2_000);
        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DOWN);
        long quickest = IntStream.range(0, 10)
                .mapToLong(i -> {
                    long asked = System.nanoTime();
                    assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
                    return millisSince(asked);
                })
                .min()
                .orElseThrow();
        assertThat(quickest).as("nobody else waits for it").isLessThan(300);
        return soonerThanCritical.get() > 0;
    }

    /** One event, with the operating system and on the disk: what hangs is what comes behind it. */
    private void before() throws Exception {
        long forced = sink.forced();
        sink.enqueue(Events.completed("/before"));
        SignedLog.await(() -> sink.forced() > forced);
    }

    /** How many milliseconds it waited before it was refused. */
    private static long refused(Receipt receipt, long began) {
        assertThatThrownBy(receipt::await).isInstanceOf(AuditUnavailableException.class);
        return millisSince(began);
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void whoGivesUpBeforeTheWriterHasTakenItTakesItsEventBackAndItIsCounted() throws Exception {
        sink = impatient();
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
        assertThat(millisSince(began)).as("less than two minutes for each").isLessThan(120_000);
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
        sink = JsonLinesSink.to(directory).on(platform(mortal).patient());
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
        space.set(0, 1_000);
        space.set(1, 199);
        sink.append(Events.completed("/1"));
        SignedLog.await(() -> stages().contains("warning"));
        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DEGRADED);

        space.set(1, 99);
        SignedLog.await(() -> stages().contains("shed"));
        sink.append(missing("10.0.0.1"));
        sink.append(Events.completed("/2"));
        assertThat(words()).doesNotContain("gapura_not_found").contains("/2");

        space.set(1, 49);
        SignedLog.await(() -> stages().contains("full"));
        assertThat(directory.resolve("reserve")).doesNotExist();
        assertThatThrownBy(() -> sink.append(Events.completed("/3"))).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> sink.append(Events.completed("/4").critical()))
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);

        space.set(1, 500);
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
