package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.config.DataSize;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log keeps in memory while its disk stands still and everybody goes on: its ring and what it has not forced. */
@Timeout(300)
class StalledDiskTest {
    private static final long MIB = 1 << 20;

    /** Two batches of 8 MiB and a chunk, in arrays that have doubled. */
    private static final long UNFORCED = 2 * 17 * MIB;

    private static final long SLACK = 8 * MIB;
    private static final int CALLERS = 4;

    @TempDir
    Path temp;

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicLong accepted = new AtomicLong();

    @AfterEach
    void release() {
        disk.release();
    }

    private JsonLinesSink sink(String ring) {
        return JsonLinesSink.to(temp.resolve("audit"))
                .durable(Durability.STANDARD.ring(65_536, DataSize.of(ring)))
                .on(new JsonLinesSink.Platform(
                        disk,
                        InstantSource.system(),
                        System::nanoTime,
                        path -> new long[] {1L << 40, 1L << 40},
                        256 * MIB));
    }

    /** Until each of them was refused. */
    private void flood(JsonLinesSink sink) throws Exception {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> {
                try {
                    while (true) {
                        sink.enqueue(Events.completed("/orders/7"));
                        accepted.incrementAndGet();
                    }
                } catch (AuditUnavailableException full) {
                    // as it must be
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread each : callers) {
            each.join();
        }
    }

    /** What is reachable, as far as the collector tells. */
    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(20); // references are cleared by another thread
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(strings = {"4MiB", "64MiB"})
    void aDiskThatTakesNothingCostsTheRing(String ring) throws Exception {
        try (JsonLinesSink sink = sink(ring)) {
            sink.check();
            long before = heap();
            disk.hang();
            flood(sink);
            long held = heap() - before;

            long bound = DataSize.of(ring).toBytes();
            System.out.printf(
                    "audit: a disk that takes nothing: %,d events wait, %.1f MiB of heap; the ring may be %s%n",
                    accepted.get(), held / (double) MIB, ring);
            assertThat(held).isLessThan(bound + UNFORCED + SLACK);
            assertThat(accepted).hasValueGreaterThanOrEqualTo(bound / 1_024);
            disk.release();
            SignedLog.await(() -> sink.forced() >= accepted.get());
        }
        assertThat(Events.lines(temp.resolve("audit")))
                .filteredOn(line -> line.contains("/orders/7"))
                .hasSize((int) accepted.get());
    }

    @Test
    void aDiskThatConfirmsNothingCostsWhatIsNotForcedAsWell() throws Exception {
        try (JsonLinesSink sink = sink("4MiB")) {
            sink.check();
            long before = heap();
            disk.hangForces();
            flood(sink);
            long held = heap() - before;

            System.out.printf(
                    "audit: a disk that confirms nothing: %,d events written or waiting, %.1f MiB of heap%n",
                    accepted.get(), held / (double) MIB);
            assertThat(held).isLessThan(4 * MIB + UNFORCED + SLACK);
            disk.release();
            SignedLog.await(() -> sink.forced() >= accepted.get());
        }
        assertThat(LogVerifier.verify(temp.resolve("audit"))).isInstanceOf(LogReport.Valid.class);
    }
}
