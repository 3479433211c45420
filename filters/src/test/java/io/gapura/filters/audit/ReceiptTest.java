package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller is told of its event, by where the writer's marks stand; the writer here is the test. */
@Timeout(300)
class ReceiptTest {
    private static final Redaction REDACTION = Redaction.standard(new SecureRandom());

    private final Ring ring = Ring.of(65_536, 64 << 20, REDACTION);
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private record Terms(long nanos, boolean onDisk) implements Receipt.Terms {
        @Override
        public void late(boolean withdrawn) throws AuditUnavailableException {
            throw new AuditUnavailableException(withdrawn ? "withdrawn" : "late");
        }

        @Override
        public void failed() throws AuditUnavailableException {
            throw new AuditUnavailableException("failed");
        }
    }

    private Receipt entered(long seconds, boolean onDisk) {
        Receipt receipt = Receipt.under(new Terms(TimeUnit.SECONDS.toNanos(seconds), onDisk));
        AuditEvent event = Events.completed("/orders");
        assertThat(ring.enter(event, EventCatalog.of(event), receipt)).isTrue();
        return receipt;
    }

    private Receipt impatient() {
        return entered(0, false);
    }

    private Receipt patient() {
        return entered(240, false);
    }

    private Chunk taken() {
        return Objects.requireNonNull(ring.take());
    }

    private static String told(Receipt receipt) {
        try {
            receipt.await();
            return "stored";
        } catch (AuditUnavailableException why) {
            return String.valueOf(why.getMessage());
        }
    }

    @Test
    void whatIsBelowTheMarkIsStoredAndWhatIsNotIsWaitedFor() {
        Receipt first = impatient();
        Receipt second = impatient();
        Chunk taken = taken();
        taken.stored(1);

        assertThat(told(first)).isEqualTo("stored");
        assertThat(told(second)).isEqualTo("late");
        taken.stored(2);
        assertThat(told(second)).isEqualTo("stored");
    }

    @Test
    void whatTheWriterDoesNotHaveIsWithdrawnAndStaysSo() {
        Receipt receipt = impatient();

        assertThat(told(receipt)).isEqualTo("withdrawn");
        Chunk taken = taken();
        assertThat(taken.isWithdrawn(0)).isTrue();
        taken.stored(1);
        assertThat(told(receipt)).isEqualTo("withdrawn");
    }

    @Test
    void whatTheWriterHasIsNotWithdrawn() {
        Receipt receipt = impatient();
        Chunk taken = taken();

        assertThat(told(receipt)).isEqualTo("late");
        assertThat(taken.isWithdrawn(0)).isFalse();
    }

    @Test
    void ofAnEarlierFillingNothingIsWithdrawnFromTheNext() {
        Lane lane = new Lane(REDACTION, Allowance.of(2), Allowance.of(2), () -> {});
        EventLine line = REDACTION.line(Events.completed("/orders"));
        Receipt earlier = Receipt.under(new Terms(0, false));
        Receipt later = Receipt.under(new Terms(0, false));
        Chunk chunk = Chunk.empty();
        for (Receipt each : List.of(earlier, later)) {
            chunk.clear();
            chunk.begin(lane);
            line.copyTo(chunk.bytes(), chunk.length());
            chunk.add(line, each);
        }

        assertThat(told(earlier)).isEqualTo("late");
        assertThat(chunk.isWithdrawn(0)).isFalse();
        assertThat(told(later)).isEqualTo("withdrawn");
        assertThat(chunk.isWithdrawn(0)).isTrue();
    }

    @Test
    void ofWhatFailedItsCallerIsTold() {
        Receipt stored = impatient();
        Receipt failed = impatient();
        Chunk taken = taken();
        taken.stored(1);
        taken.failed(1);

        assertThat(told(stored)).isEqualTo("stored");
        assertThat(told(failed)).isEqualTo("failed");
    }

    @Test
    void whoeverWaitsForTheDiskIsNotContentWithTheOperatingSystem() {
        Receipt standard = impatient();
        Receipt critical = entered(0, true);
        Chunk taken = taken();

        assertThat(taken.isAwaitedOnDisk(0)).isFalse();
        assertThat(taken.isAwaitedOnDisk(1)).isTrue();
        taken.stored(2);
        assertThat(told(standard)).isEqualTo("stored");
        assertThat(told(critical)).isEqualTo("late");
        taken.forced().move(2);
        assertThat(told(critical)).isEqualTo("stored");
    }

    @Test
    void whatCouldNotBeForcedFailsForThoseWhoWaitForTheDiskAlone() {
        Receipt standard = impatient();
        Receipt critical = entered(0, true);
        Chunk taken = taken();
        taken.stored(2);
        taken.forced().fail(0, 2);

        assertThat(told(standard)).isEqualTo("stored");
        assertThat(told(critical)).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void whoeverWaitsIsWokenWhenItsEventIsDecided(int callers) throws Exception {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(others.submit(() -> told(patient())));
        }
        int decided = 0;
        while (decided < callers) {
            Chunk taken = ring.take();
            if (taken == null) {
                Thread.onSpinWait();
            } else {
                for (int i = taken.from() + 1; i <= taken.to(); i++) { // one after the other
                    taken.stored(i);
                    decided++;
                }
                ring.done(taken);
            }
        }

        for (Future<String> each : all) {
            assertThat(each.get()).isEqualTo("stored");
        }
    }

    @Test
    void aCallerThatIsInterruptedWaitsOnAndKeepsItsInterruption() throws Exception {
        Receipt receipt = patient();
        Callable<String> waiting = () -> {
            Thread.currentThread().interrupt();
            return told(receipt) + Thread.interrupted();
        };
        Future<String> later = others.submit(waiting);
        Chunk taken = taken();
        Thread.sleep(50);

        assertThat(later.isDone()).isFalse();
        taken.stored(1);
        assertThat(later.get()).isEqualTo("storedtrue");
    }

    @Test
    void nobodyWaitsForWhatNobodyIsToWaitFor() {
        assertThat(told(Receipt.DONE)).isEqualTo("stored");
    }
}
