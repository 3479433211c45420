package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BriefLockTest {
    private static final int EACH = 50_000;

    private final BriefLock lock = new BriefLock();
    private final ExecutorService others = Executors.newCachedThreadPool();
    private int counted; // no more than the lock guards it

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private void count() {
        lock.lock();
        try {
            counted++;
        } finally {
            lock.unlock();
        }
    }

    @Test
    void oneAtATimeHoldsIt() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(others.submit(() -> {
                for (int k = 0; k < EACH; k++) {
                    count();
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }

        assertThat(counted).isEqualTo(6 * EACH);
    }

    @Test
    void whoeverFindsItTakenForLongWaitsAndKeepsItsInterruption() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        lock.lock();
        Callable<Boolean> waiting = () -> {
            Thread.currentThread().interrupt();
            begun.countDown();
            count();
            return Thread.interrupted();
        };
        Future<Boolean> later = others.submit(waiting);
        begun.await();
        Thread.sleep(50); // longer than anybody looks without resting

        assertThat(counted).isZero();
        assertThat(later.isDone()).isFalse();
        lock.unlock();
        assertThat(later.get()).isTrue();
        assertThat(counted).isOne();
    }
}
