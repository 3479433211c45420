package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.IncidentId;
import io.gapura.filters.RequestView;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What enters is taken once and in order, wherever the writer stands while more comes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RingTest {
    private static final long ROOMY = 64 << 20;
    private static final Redaction REDACTION = Redaction.standard(new SecureRandom());

    /** Some more than all chunks that are walked through hold. */
    private static final int MANY = 20_000;

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private record Patience(long nanos) implements Receipt.Terms {
        @Override
        public boolean onDisk() {
            return false;
        }

        @Override
        public void late(boolean withdrawn) {}

        @Override
        public void failed() {}
    }

    /** Of one thread: enters events with a name and a number, and waits for room as long as that. */
    private static final class Source {
        private final Ring ring;
        private final String name;

        Source(Ring ring, String name) {
            this.ring = ring;
            this.name = name;
        }

        private AuditEvent event(int number) {
            return AuditEvent.ofRequest(
                    AuditEvent.Kind.COMPLETED,
                    Instant.EPOCH,
                    IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0063L),
                    "1-abc",
                    RequestView.get("/" + name + "/" + number),
                    200);
        }

        private boolean enters(int number, Receipt receipt) {
            AuditEvent event = event(number);
            return ring.enter(event, EventCatalog.of(event), receipt);
        }

        boolean enters(int number, long seconds) {
            return enters(number, Receipt.under(new Patience(TimeUnit.SECONDS.toNanos(seconds))));
        }

        boolean entersAtOnce(int number) {
            return enters(number, Receipt.DONE);
        }
    }

    private static List<String> numbers(String name, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> name + number).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, 400, 1_000})
    void whatEntersIsTakenInOrderHoweverMuchAtATime(int atATime) {
        Ring ring = Ring.of(65_536, ROOMY, REDACTION);
        Source source = new Source(ring, "a");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(source.entersAtOnce(i)).isTrue();
            if (i % atATime == 0) {
                all.addAll(Taken.from(ring));
            }
        }
        all.addAll(Taken.from(ring));

        assertThat(all).isEqualTo(numbers("a", 0, MANY));
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void whatComesWhileTheWriterHoldsSomethingIsTakenNextAndNotAgain() {
        Ring ring = Ring.of(65_536, ROOMY, REDACTION);
        Source source = new Source(ring, "a");
        source.entersAtOnce(0);
        Chunk held = ring.take();
        for (int i = 1; i < 1_000; i++) { // it overflows meanwhile
            source.entersAtOnce(i);
        }

        assertThat(Taken.names(held)).containsExactly("a0");
        ring.done(held);
        assertThat(Taken.from(ring)).isEqualTo(numbers("a", 1, 1_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 65_536})
    void manyThreadsEnterAndNothingIsLostOrDoubledOrOutOfItsThreadsOrder(int most) throws Exception {
        Ring ring = Ring.of(most, ROOMY, REDACTION);
        List<Future<Integer>> entering = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            Callable<Integer> work = () -> {
                Source source = new Source(ring, name);
                int entered = 0;
                for (int i = 0; i < MANY; i++) {
                    entered += source.enters(i, 240) ? 1 : 0;
                }
                return entered;
            };
            entering.add(others.submit(work));
        }
        ring.servedBy(Thread.currentThread());
        List<String> all = new ArrayList<>();
        while (all.size() < 4 * MANY) {
            all.addAll(Taken.from(ring));
            ring.awaitWork(TimeUnit.SECONDS.toNanos(1), () -> false);
        }

        for (Future<Integer> each : entering) {
            assertThat(each.get()).isEqualTo(MANY);
        }
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(all.stream().filter(each -> each.startsWith(name))).isEqualTo(numbers(name, 0, MANY));
        }
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void soManyEventsEnterAndNoMoreUntilTheyAreDecided() {
        Ring ring = Ring.of(3, ROOMY, REDACTION);
        Source source = new Source(ring, "a");

        assertThat(IntStream.range(0, 3).allMatch(source::entersAtOnce)).isTrue();
        assertThat(source.entersAtOnce(3)).isFalse();
        Chunk taken = ring.take();
        assertThat(source.entersAtOnce(3)).isFalse();
        ring.done(taken);
        assertThat(source.entersAtOnce(3)).isTrue();
        assertThat(Taken.from(ring)).containsExactly("a3");
    }

    /** What a lane has reserved and does not use is at most 640 events. */
    @Test
    void aLargeOneFillsFromOneThreadNearlyWhole() {
        Ring ring = Ring.of(16_384, ROOMY, REDACTION);
        Source source = new Source(ring, "a");
        int entered = 0;
        while (source.entersAtOnce(entered)) {
            entered++;
        }

        assertThat(entered).isBetween(16_384 - 3 * 640, 16_384);
        assertThat(Taken.from(ring)).hasSize(entered);
        assertThat(source.entersAtOnce(entered)).isTrue();
    }

    @Test
    void whatOneThreadLeavesRoomForAnotherHas() throws Exception {
        Ring ring = Ring.of(16_384, ROOMY, REDACTION);
        int entered = 0;
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            Callable<Integer> work = () -> {
                Source source = new Source(ring, name);
                int its = 0;
                while (source.entersAtOnce(its)) {
                    its++;
                }
                return its;
            };
            entered += others.submit(work).get();
        }

        assertThat(entered).isBetween(16_384 - 3 * 640, 16_384);
        assertThat(Taken.from(ring)).hasSize(entered);
    }

    @Test
    void soMuchMemoryIsFilledAndNoMore() {
        Ring ring = Ring.of(65_536, 2 * Chunk.BYTES, REDACTION);
        Source source = new Source(ring, "a");
        int entered = 0;
        while (source.entersAtOnce(entered)) {
            entered++;
        }

        assertThat(entered).isBetween(2 * 200, 2 * 640);
        Chunk taken = ring.take();
        List<String> all = Taken.names(taken);
        assertThat(source.entersAtOnce(entered)).isFalse();
        ring.done(taken);
        assertThat(source.entersAtOnce(entered)).isTrue();
        all.addAll(Taken.from(ring));
        assertThat(all).isEqualTo(numbers("a", 0, entered + 1));
    }

    @Test
    void whoeverWaitsForRoomGetsItWhenThereIs() throws Exception {
        Ring ring = Ring.of(1, ROOMY, REDACTION);
        new Source(ring, "a").entersAtOnce(0);
        Future<Boolean> later = others.submit(() -> new Source(ring, "a").enters(1, 240));
        while (ring.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertThat(later.isDone()).isFalse();
        assertThat(Taken.from(ring)).startsWith("a0");
        assertThat(later.get()).isTrue();
    }

    /** Its user agent needs an escape, so it is encoded in the slow way. */
    private static AuditEvent unusual() {
        return Events.completed(RequestView.get("/b/1").header("User-Agent", "a \"browser\""));
    }

    @Test
    void anUnusualEventEntersToo() {
        Ring ring = Ring.of(65_536, ROOMY, REDACTION);
        Source source = new Source(ring, "a");
        source.entersAtOnce(0);
        assertThat(ring.enter(unusual(), EventCatalog.of(unusual()), Receipt.DONE))
                .isTrue();
        source.entersAtOnce(2);

        assertThat(Taken.from(ring)).containsExactly("a0", "b1", "a2");
    }

    @Test
    void anUnusualEventWaitsForRoomToo() throws Exception {
        Ring ring = Ring.of(1, ROOMY, REDACTION);
        new Source(ring, "a").entersAtOnce(0);
        Receipt receipt = Receipt.under(new Patience(TimeUnit.MINUTES.toNanos(4)));
        Future<Boolean> later = others.submit(() -> ring.enter(unusual(), EventCatalog.of(unusual()), receipt));
        while (ring.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertThat(Taken.from(ring)).startsWith("a0");
        assertThat(later.get()).isTrue();
    }

    @Test
    void whoeverWaitedLongEnoughDoesNotEnter() {
        Ring ring = Ring.of(1, ROOMY, REDACTION);
        Source source = new Source(ring, "a");
        source.entersAtOnce(0);

        assertThat(source.enters(1, 0)).isFalse();
        assertThat(Taken.from(ring)).containsExactly("a0");
    }

    @Test
    void aThreadThatIsInterruptedWaitsOnAndKeepsItsInterruption() throws Exception {
        Ring ring = Ring.of(1, ROOMY, REDACTION);
        new Source(ring, "a").entersAtOnce(0);
        Future<Boolean> later = others.submit(() -> {
            Thread.currentThread().interrupt();
            return new Source(ring, "a").enters(1, 240) && Thread.interrupted();
        });
        while (ring.waiting() == 0) {
            Thread.onSpinWait();
        }
        Taken.from(ring);

        assertThat(later.get()).isTrue();
    }

    @Test
    void aClosedOneLetsNobodyInAndNobodyWait() throws Exception {
        Ring ring = Ring.of(1, ROOMY, REDACTION);
        new Source(ring, "a").entersAtOnce(0);
        Future<Boolean> later = others.submit(() -> new Source(ring, "a").enters(1, 240));
        while (ring.waiting() == 0) {
            Thread.onSpinWait();
        }
        ring.close();

        assertThat(later.get()).isFalse();
        assertThat(Taken.from(ring)).containsExactly("a0");
        assertThat(new Source(ring, "a").entersAtOnce(2)).isFalse();
        assertThat(new Source(ring, "a").enters(2, 240)).isFalse();
    }

    @Test
    void whoeverEntersWakesTheOneWhoTakes() throws Exception {
        Ring ring = Ring.of(10, ROOMY, REDACTION);
        Future<List<String>> taking = others.submit(() -> {
            ring.servedBy(Thread.currentThread());
            List<String> all = new ArrayList<>();
            while (all.isEmpty()) {
                ring.awaitWork(TimeUnit.MINUTES.toNanos(4), () -> false);
                all.addAll(Taken.from(ring));
            }
            return all;
        });
        new Source(ring, "a").entersAtOnce(7);

        assertThat(taking.get()).containsExactly("a7");
    }
}
