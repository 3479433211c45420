package io.gapura.filters.lent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is lent belongs to one borrower, and what is not given back is not missed. */
class PoolTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Pool<Object> pool = new Pool<>(() -> {
        made.incrementAndGet();
        return new Object();
    });

    @Test
    void whatIsGivenBackIsLentAgain() {
        Object first = pool.take();
        pool.give(first);

        assertThat(pool.take()).isSameAs(first);
        assertThat(made).hasValue(1);
    }

    @Test
    void whatIsLentIsNotLentTwice() {
        assertThat(pool.take()).isNotSameAs(pool.take());
        assertThat(made).hasValue(2);
    }

    @Test
    void whatIsNeverGivenBackIsForgotten() {
        pool.take();

        Object second = pool.take();
        pool.give(second);

        assertThat(pool.take()).isSameAs(second);
    }

    @Test
    void noTwoThreadsHoldTheSame() throws Exception {
        Set<Object> lent = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                running.add(threads.submit(() -> {
                    for (int n = 0; n < 20_000; n++) {
                        Object own = pool.take();
                        assertThat(lent.add(own)).isTrue();
                        lent.remove(own);
                        pool.give(own);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fewAreKeptHoweverManyThreadsThereWere() throws Exception {
        Set<Object> kept = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Thread thread = new Thread(() -> pool.give(pool.take()));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        int before = made.get();
        threads.clear();
        for (int i = 0; i < 300; i++) {
            Thread thread = new Thread(() -> kept.add(pool.take()));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made.get() - before).isGreaterThanOrEqualTo(300 - 64);
        assertThat(kept).hasSize(300);
    }
}
