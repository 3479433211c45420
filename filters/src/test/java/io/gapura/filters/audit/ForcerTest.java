package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is promised, and to whom, while another thread has the disk confirm what is written. Nobody here waits for a receipt
 * while the disk hangs, but where the end of patience is what is to be seen.
 */
@Timeout(300)
class ForcerTest {
    @TempDir
    Path temp;

    private final FaultyDisk disk = new FaultyDisk();
    private Path directory;
    private JsonLinesSink sink;

    @BeforeEach
    void open() throws Exception {
        directory = temp.resolve("audit");
        begin(platform().patient());
    }

    /** With one event on the disk. */
    private void begin(JsonLinesSink.Platform platform) throws Exception {
        sink = JsonLinesSink.to(directory).on(platform);
        sink.check();
        standard("/0");
        SignedLog.await(() -> sink.forced() == 1);
    }

    private JsonLinesSink.Platform platform() {
        return new JsonLinesSink.Platform(
                        disk,
                        InstantSource.system(),
                        System::nanoTime,
                        path -> new long[] {1L << 40, 1L << 40},
                        64L << 20)
                .aside(1);
    }

    @AfterEach
    void close() {
        disk.release();
        sink.close();
    }

    /** Written when this returns. */
    private Receipt standard(String path) throws Exception {
        return written(path, sink.enqueue(Events.completed(path)));
    }

    private Receipt critical(String path) throws Exception {
        return written(path, sink.enqueue(Events.completed(path).critical()));
    }

    private Receipt written(String path, Receipt receipt) throws Exception {
        SignedLog.await(() -> paths().contains(path));
        return receipt;
    }

    /** Written, and its force is under way when this returns. */
    private Receipt hanging(String path) throws Exception {
        disk.hangForces();
        Receipt critical = critical(path);
        SignedLog.await(() -> disk.held.get() > 0);
        return critical;
    }

    private List<String> paths() {
        return Events.lines(directory).stream()
                .filter(line -> line.contains("\"path\":\""))
                .map(line -> line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private String second() throws Exception {
        return Files.readString(directory.resolve("segment/0000000000000001.jsonl"));
    }

    @Test
    void whatComesWhileADiskIsSlowIsWrittenAndIsNotSaidToBeForced() throws Exception {
        Receipt critical = hanging("/1");
        standard("/2").await();

        assertThat(paths()).containsExactly("/0", "/1", "/2");
        assertThat(sink.forced()).isEqualTo(1);
        disk.release();
        SignedLog.await(() -> sink.forced() == 3);
        critical.await();
        assertThat(disk.forces).as("one for what had come meanwhile").hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aForceThatFailsTakesWhatWasWrittenBehindItToTheNextSegment() throws Exception {
        disk.failingForces.set(1);
        Receipt critical = hanging("/1");
        standard("/2").await();
        disk.release();
        SignedLog.await(() -> sink.forced() == 4);
        critical.await();
        standard("/3");
        sink.close();

        assertThat(second()).containsSubsequence("\"/1\"", "\"/2\"", "gapura_audit_degraded", "\"/3\"");
        assertThat(LogVerifier.verify(directory))
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.events()).isEqualTo(5));
    }

    @Test
    void aWriteThatFailsWhileAForceIsUnderWayLosesNeither() throws Exception {
        Receipt critical = hanging("/1");
        disk.failingWrites.set(1);
        Receipt standard = sink.enqueue(Events.completed("/2"));
        SignedLog.await(() -> disk.failingWrites.get() == 0);
        assertThat(paths()).containsExactly("/0", "/1");
        disk.release();
        SignedLog.await(() -> sink.forced() >= 3);
        critical.await();
        standard.await();
        sink.close();

        assertThat(paths()).containsExactly("/0", "/1", "/2");
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void whenTheNextSegmentFailsTooWhatWasPromisedIsKeptAndNothingBehindIt() throws Exception {
        disk.failingForces.set(1);
        Receipt critical = hanging("/1");
        standard("/promised").await();
        Receipt later = critical("/refused");
        disk.failingWrites.set(1);
        disk.release();
        SignedLog.await(() -> disk.failingWrites.get() == 0);
        assertThatThrownBy(critical::await).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(later::await).isInstanceOf(AuditUnavailableException.class);
        SignedLog.await(() -> sink.health() == JsonLinesSink.Health.UP); // by itself, when the writer looks again
        standard("/after");
        sink.close();

        assertThat(second())
                .containsSubsequence("\"/promised\"", "gapura_audit_recovered", "\"/after\"")
                .doesNotContain("/refused");
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void aForceThatHangsRefusesWhoWaitsForItAndThenEverybodyAtOnce() throws Exception {
        sink.close();
        directory = temp.resolve("impatient");
        begin(platform());
        Receipt critical = hanging("/1");
        Thread.sleep(1_000); // it hangs for longer than a slow disk may
        assertThatThrownBy(critical::await).hasMessageContaining("not stored in time");

        assertThat(sink.health()).isEqualTo(JsonLinesSink.Health.DOWN);
        for (int i = 0; i < 20; i++) {
            Thread.sleep(5); // the writer goes round meanwhile, or does not
            assertThatThrownBy(() -> sink.enqueue(Events.completed("/2"))).hasMessageContaining("stalled");
        }
        disk.release();
        SignedLog.await(() -> sink.health() == JsonLinesSink.Health.UP);
        standard("/3");
        assertThat(paths()).containsExactly("/0", "/1", "/3");
    }

    @Test
    void aLogThatClosesWaitsForTheForce() throws Exception {
        Receipt critical = hanging("/1");
        Thread closing = new Thread(sink::close);
        closing.start();
        SignedLog.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(directory.resolve("owner")).as("still held").exists();
        disk.release();
        closing.join();
        critical.await();
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }
}
